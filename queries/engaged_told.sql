-- Question: which figures of one ethnic group has the store, and which return tells each?
-- One row per body, part and date: people of the group, of how many (everyone, unknown), and the return that tells it.
-- Parameters: $classification, $ethnic_group
with totals as (
    select
        body_code,
        part,
        as_at,
        sum(people) filter (classification = 'all') as everyone,
        sum(people) filter (classification = 'unknown') as unknown,
        sum(people) filter (classification = $classification) as known
    from engaged
    group by body_code, part, as_at
)

select
    engaged.body_code,
    engaged.part,
    engaged.as_at,
    engaged.people,
    engaged.base,
    totals.everyone,
    totals.unknown,
    totals.known,
    engaged.return_id,
    engaged.standing
from engaged
inner join totals
    on engaged.body_code = totals.body_code and engaged.part = totals.part and engaged.as_at = totals.as_at
where engaged.classification = $classification and engaged.group_code = $ethnic_group
order by engaged.body_code, engaged.part, engaged.as_at;
