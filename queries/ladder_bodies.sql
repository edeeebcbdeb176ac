-- Question: which bodies told anything about a step of engagement, and about which days?
-- One row per body and kind of return, by name.
-- Parameters: none
with told as (
    select return_id, body_code, 'participation' as kind, began, ended
    from activities
    union all
    select return_id, body_code, 'participation' as kind, null as began, null as ended
    from participation
    where "to" is null and "from" is null
    union all
    select return_id, body_code, 'recruitment', coalesce(opened, closed), coalesce(closed, opened) from recruitment
    union all
    select return_id, body_code, 'seats', as_at as began, as_at as ended from seats
    union all
    select return_id, body_code, 'seat_counts', as_at as began, as_at as ended
    from seat_counts
    where tier in ('core', 'wider', 'sub_group')
)

select
    told.body_code,
    body.name as body,
    told.kind,
    min(told.began) as began,
    max(told.ended) as ended,
    min(returns.standing) as standing
from told
inner join returns on told.return_id = returns.return_id
inner join body on told.body_code = body.body_code
group by told.body_code, body.name, told.kind
order by body.name, told.kind;
