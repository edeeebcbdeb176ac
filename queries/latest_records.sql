-- Question: when did each body last tell us anything, kind of return by kind?
-- One row per body and kind; latest is the last day its records speak of, received the day the last of them came.
-- Parameters: $until
with told as (
    select return_id, body_code, 'seats' as kind, as_at as day from seats
    union all
    select return_id, body_code, 'seats' as kind, as_at as day from seat_counts
    union all
    select return_id, body_code, 'recruitment' as kind, coalesce(closed, opened) as day from recruitment
    union all
    select return_id, body_code, 'participation' as kind, coalesce("to", "from") as day from participation
    union all
    select return_id, body_code, 'organisations' as kind, coalesce("to", "from") as day from organisations
    union all
    select return_id, body_code, 'practice' as kind, as_at as day from practice
)

select
    told.body_code,
    told.kind,
    count(*) as records,
    count(distinct told.return_id) as returns,
    max(coalesce(told.day, returns.received)) as latest,
    max(returns.received) as received,
    string_agg(distinct returns.source_code, ' ') as source_code,
    max(returns.standing) as standing
from told
inner join returns on told.return_id = returns.return_id
where coalesce(told.day, returns.received) <= cast($until as date)
group by told.body_code, told.kind
order by told.body_code, told.kind;
