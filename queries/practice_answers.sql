-- Question: what does each body say it does, the last time it was asked?
-- One row per body, question and answer; bodies counts the bodies that gave the answer: one, or for a study as many as
-- it found, and then a question has several answers.
-- Parameters: $until
with told as (
    select
        practice.body_code,
        practice.question_code,
        practice.answer,
        practice.as_at,
        practice.evidence,
        practice.bodies,
        returns.source_code,
        returns.standing
    from practice
    inner join returns on practice.return_id = returns.return_id
    where practice.as_at <= cast($until as date)
    qualify practice.as_at = max(practice.as_at) over (partition by practice.body_code, practice.question_code)
)

select
    told.body_code,
    body.name as body,
    body.body_type,
    told.question_code,
    told.answer,
    told.as_at,
    told.evidence,
    coalesce(told.bodies, 1) as bodies,
    told.bodies is not null as study,
    told.source_code,
    told.standing
from told
inner join body on told.body_code = body.body_code
order by body.name, told.body_code, told.question_code, told.answer;
