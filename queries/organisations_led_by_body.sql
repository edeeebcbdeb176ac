-- Question: how many organisations led by ethnic minorities did each body fund or have delivering, of how many?
-- One row per body and involvement (funded, delivering); organisations. Activities belong to the period in which they
-- ended; one with a figure of which nothing is known is left out whole. What is invented is left out of an involvement
-- that has anything real.
-- Parameters: $bodies, $since, $until
with taken as (
    select organisations_led.*, returns.source_code, returns.standing, returns.standing != 'illustrative' as real
    from organisations_led
    inner join returns on organisations_led.return_id = returns.return_id
    where
        organisations_led.body_code in (select unnest($bodies))
        and organisations_led.involvement in ('funded', 'delivering')
        and organisations_led.day <= cast($until as date)
        and (cast($since as date) is null or organisations_led.day >= cast($since as date))
),

real_ones as (
    select involvement
    from taken
    where real
    group by involvement
)

select
    body_code,
    involvement,
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
where real or involvement not in (select involvement from real_ones)
group by body_code, involvement
order by body_code, involvement;
