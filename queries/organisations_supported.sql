-- Question: which infrastructure support did organisations use, led by ethnic minorities and by others?
-- One row per body and involvement; organisations, of figures known exactly: led by ethnic minorities (ours) and by
-- others (theirs), all of which it is known what they used, those that used generalist, BME or both kinds of support,
-- and those of which it is not known (silent). Activities belong to the period in which they ended. What is invented is
-- left out where anything is real.
-- Parameters: $bodies, $since, $until
with taken as (
    select
        organisations.body_code,
        organisations.involvement,
        coalesce(organisations.led_by, 'not_known') as led_by,
        coalesce(organisations.infrastructure_support, 'not_known') as support,
        organisations.count_high as many,
        returns.source_code,
        returns.standing,
        returns.standing != 'illustrative' as real
    from organisations
    inner join returns on organisations.return_id = returns.return_id
    where
        organisations.body_code in (select unnest($bodies))
        and organisations.count_high = coalesce(organisations.count_low, 0)
        and coalesce(organisations."to", organisations."from") <= cast($until as date)
        and (
            cast($since as date) is null
            or coalesce(organisations."to", organisations."from") >= cast($since as date)
        )
),

real_ones as (
    select coalesce(bool_or(real), false) as any_real
    from taken
)

select
    body_code,
    involvement,
    bool_or(support != 'not_known') as told,
    coalesce(sum(many) filter (led_by = 'bme_led' and support != 'not_known'), 0) as ours,
    coalesce(sum(many) filter (led_by = 'bme_led' and support = 'generalist'), 0) as ours_generalist,
    coalesce(sum(many) filter (led_by = 'bme_led' and support = 'bme'), 0) as ours_bme,
    coalesce(sum(many) filter (led_by = 'bme_led' and support = 'both'), 0) as ours_both,
    coalesce(sum(many) filter (led_by = 'bme_led' and support = 'not_known'), 0) as ours_silent,
    coalesce(sum(many) filter (led_by = 'not_bme_led' and support != 'not_known'), 0) as theirs,
    coalesce(sum(many) filter (led_by = 'not_bme_led' and support = 'generalist'), 0) as theirs_generalist,
    coalesce(sum(many) filter (led_by = 'not_bme_led' and support = 'bme'), 0) as theirs_bme,
    coalesce(sum(many) filter (led_by = 'not_bme_led' and support = 'both'), 0) as theirs_both,
    coalesce(sum(many) filter (led_by = 'not_bme_led' and support = 'not_known'), 0) as theirs_silent,
    string_agg(distinct source_code, ' ' order by source_code) as source_code,
    max(standing) as standing
from taken
where real or not (select any_real from real_ones)
group by body_code, involvement
order by involvement, body_code;
