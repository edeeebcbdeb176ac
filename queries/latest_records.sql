-- Question: when did each body last tell us anything, kind of return by kind?
-- One row per body and kind; latest is the last day its records speak of, received the day the last of them came.
-- Parameters: $until
select
    told_on.body_code,
    told_on.kind,
    cast(sum(told_on.records) as bigint) as records,
    count(distinct told_on.return_id) as returns,
    max(coalesce(told_on.day, returns.received)) as latest,
    max(returns.received) as received,
    string_agg(distinct returns.source_code, ' ') as source_code,
    max(returns.standing) as standing
from told_on
inner join returns on told_on.return_id = returns.return_id
where coalesce(told_on.day, returns.received) <= cast($until as date)
group by told_on.body_code, told_on.kind
order by told_on.body_code, told_on.kind;
