-- Question: of the organisations each body consulted, funded, supported or had delivering, how many are BME-led?
-- One row per body, involvement and key: the year or body the rows are added up by ($by: year, body or all). Counts are
-- organisations. Activities belong to the period in which they ended; one with a figure of which nothing is known is
-- left out whole. What is invented is left out of an involvement and key that has anything real.
-- Parameters: $bodies, $involvements, $since, $until, $by
with taken as (
    select
        organisations_led.*,
        case $by when 'year' then year(day)::text when 'body' then body_code else '' end as key,
        returns.source_code,
        returns.standing,
        returns.standing != 'illustrative' as real
    from organisations_led
    inner join returns on organisations_led.return_id = returns.return_id
    where
        organisations_led.body_code in (select unnest($bodies))
        and organisations_led.involvement in (select unnest($involvements))
        and organisations_led.day <= cast($until as date)
        and (cast($since as date) is null or organisations_led.day >= cast($since as date))
),

real_ones as (
    select distinct involvement, key
    from taken
    where real
)

select
    body_code,
    involvement,
    key,
    coalesce(sum(ours) filter (not lost), 0) as count,
    coalesce(sum(known) filter (not lost), 0) as base,
    coalesce(sum(unknown + hidden) filter (not lost), 0) as unknown,
    coalesce(sum(hidden) filter (not lost), 0) as hidden,
    count(*) as tables,
    count(*) filter (lost) as left_out,
    count(*) filter (lost and hushed) as concealed,
    string_agg(distinct source_code, ' ' order by source_code) as source_code,
    max(standing) as standing
from taken
where real or (involvement, key) not in (from real_ones)
group by body_code, involvement, key
order by body_code, involvement, key;
