-- Question: which bodies have told who takes which part, and on which dates?
-- One row per body, part (a tier of seats or a role) and date.
-- Parameters: none
select
    engaged.body_code,
    body.name as body,
    body.body_type,
    engaged.part,
    engaged.as_at,
    bool_or(
        (engaged.classification = 'all' and engaged.people > 0)
        or (engaged.unit = 'headcount' and (engaged.listed or engaged.groups_told > 1))
        or engaged.base > 0
    ) as has_base,
    min(engaged.standing) as standing,
    min(engaged.source_code) as source_code
from engaged
inner join body on engaged.body_code = body.body_code
group by engaged.body_code, body.name, body.body_type, engaged.part, engaged.as_at
order by body.name, engaged.part, engaged.as_at;
