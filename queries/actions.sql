-- Question: which actions have been drafted or agreed, and how has each been changed since?
-- One row per action and return that tells it, in the order they came in; the last of an action (version = versions)
-- is the one that counts.
-- Parameters: none
select
    actions.action_code,
    actions.body_code,
    body.name as body,
    body.body_type,
    actions.area_code,
    areas.name as area,
    actions.stage,
    actions.comments,
    actions.heading,
    actions.sector,
    actions.weakness,
    actions.action,
    actions.outcome,
    actions.lead_partner,
    actions.partners,
    actions.due,
    actions.status,
    actions.done_on,
    actions.blocked_by,
    actions.target_code,
    actions.source,
    actions.why_changed,
    row_number() over told as version,
    count(*) over (partition by actions.action_code) as versions,
    actions.return_id,
    returns.title,
    returns.sequence,
    returns.received,
    returns.accepted_by,
    returns.source_code,
    returns.standing
from actions
inner join returns on actions.return_id = returns.return_id
left join body on actions.body_code = body.body_code
left join areas on actions.area_code = areas.area_code and areas.standing = 'current'
window told as (partition by actions.action_code order by returns.sequence, actions.row)
order by actions.action_code, version;
