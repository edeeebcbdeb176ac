-- Question: what did each body say it does, each time it was asked?
-- One row per body, question and day: how many bodies gave each answer, one, or for a study as many as it found, and
-- then a question has several answers. next_as_at is the next day on which it was answered, null after the last.
create table answers as
with each_day as (
    select
        practice.body_code,
        practice.question_code,
        practice.as_at,
        coalesce(sum(coalesce(practice.bodies, 1)) filter (practice.answer = 'yes'), 0)::bigint as yes,
        coalesce(sum(coalesce(practice.bodies, 1)) filter (practice.answer = 'partly'), 0)::bigint as partly,
        coalesce(sum(coalesce(practice.bodies, 1)) filter (practice.answer = 'no'), 0)::bigint as no,
        coalesce(sum(coalesce(practice.bodies, 1)) filter (practice.answer = 'not_known'), 0)::bigint as not_known,
        coalesce(string_agg(practice.evidence, ' ' order by practice.answer), '') as evidence,
        bool_or(practice.bodies is not null) as study,
        coalesce(string_agg(distinct returns.source_code, ' ' order by returns.source_code), '') as source_code,
        min_by(returns.standing, practice.answer) as standing
    from practice
    inner join returns on practice.return_id = returns.return_id
    where practice.as_at is not null
    group by practice.body_code, practice.question_code, practice.as_at
)

select *, lead(as_at) over (partition by body_code, question_code order by as_at) as next_as_at
from each_day
order by body_code, question_code, as_at;
