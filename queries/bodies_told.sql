-- Question: which bodies are there, whose are they, and from when to when do their records speak?
-- One row per body, by name; standing is that of the best it told (sent before published before illustrative).
-- Parameters: none
with told as (
    select return_id, body_code, day, false as study
    from told_on
    where kind != 'practice'
    union all
    select return_id, body_code, as_at as day, bodies is not null as study
    from practice
)

select
    body.body_code,
    body.name as body,
    body.body_type,
    coalesce(max(returns.standing), max(described.standing)) as standing,
    min(told.day) as first,
    max(told.day) as last
from body
inner join returns as described on body.return_id = described.return_id
left join told on body.body_code = told.body_code
left join returns on told.return_id = returns.return_id
group by body.body_code, body.name, body.body_type
having not coalesce(bool_and(told.study), false)
order by body.name, body.body_code;
