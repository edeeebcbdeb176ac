-- Question: what does each body say it does, the last time it was asked?
-- One row per body and question: how many bodies gave each answer, see `answers`.
-- Parameters: $until
select
    answers.body_code,
    body.name as body,
    body.body_type,
    answers.* exclude (body_code, next_as_at)
from answers
inner join body on answers.body_code = body.body_code
where
    answers.as_at <= cast($until as date)
    and (answers.next_as_at is null or answers.next_as_at > cast($until as date));
