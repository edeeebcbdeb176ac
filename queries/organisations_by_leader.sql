-- Question: how many organisations were consulted, funded, supported or delivering, by who leads them?
-- One row per body, involvement, table (an activity in a place and time), leader and support; least and most are the
-- same unless the sender hid the figure, and most is null where nothing is known of it. Activities belong to the period
-- in which they ended.
-- Parameters: $bodies, $since, $until
select
    organisations.body_code,
    organisations.involvement,
    concat_ws(
        '|', organisations.return_id, organisations.activity, organisations.area_code, organisations."from",
        organisations."to"
    ) as part,
    organisations.area_code,
    year(coalesce(organisations."to", organisations."from")) as year,
    coalesce(organisations.led_by, 'not_known') as led_by,
    coalesce(organisations.infrastructure_support, 'not_known') as support,
    coalesce(organisations.count_low, 0) as least,
    organisations.count_high as most,
    coalesce(organisations.count_mark, '') as why,
    returns.source_code,
    returns.standing
from organisations
inner join returns on organisations.return_id = returns.return_id
where
    organisations.body_code in (select unnest($bodies))
    and coalesce(organisations."to", organisations."from") <= cast($until as date)
    and (
        cast($since as date) is null
        or coalesce(organisations."to", organisations."from") >= cast($since as date)
    )
order by organisations.body_code, organisations.involvement, part, led_by, support;
