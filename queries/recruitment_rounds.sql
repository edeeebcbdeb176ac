-- Question: how many people of each ethnic group reached each stage of these bodies' recruitment rounds?
-- One row per body, round, stage and ethnic group as told, from the return accepted last for the round.
-- Parameters: $bodies
with told as (
    select recruitment.*, returns.sequence, returns.source_code, returns.standing
    from recruitment
    inner join returns on recruitment.return_id = returns.return_id
    where recruitment.body_code in (select unnest($bodies))
    qualify dense_rank() over (
        partition by recruitment.body_code, recruitment.round_ref order by returns.sequence desc
    ) = 1
)

select
    body_code,
    round_ref,
    min(opened) over (partition by body_code, round_ref) as opened,
    max(closed) over (partition by body_code, round_ref) as closed,
    coalesce(max(route) over (partition by body_code, round_ref), 'unknown') as route,
    stage,
    ethnic_group,
    '' as told_in,
    people,
    people_mark,
    people_low,
    people_high,
    source_code,
    standing
from told
order by body_code, round_ref, stage, ethnic_group;
