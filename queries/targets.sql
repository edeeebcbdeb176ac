-- Question: which targets have been set, by whom, and how has each been changed since?
-- One row per target and return that tells it, in the order they came in; the last of a target (version = versions)
-- is the one that counts.
-- Parameters: none
select
    targets.target_code,
    targets.body_code,
    body.name as body,
    body.body_type,
    targets.area_code,
    areas.name as area,
    targets.measure,
    nullif(targets.ethnic_group, 'blank') as ethnic_group,
    targets.definition,
    targets.baseline_date,
    targets.baseline_value,
    targets.baseline_lower,
    targets.baseline_upper,
    targets.baseline_reference,
    targets.target_date,
    targets.target_value,
    targets.kind,
    targets.owner,
    targets.reason,
    targets.why_changed,
    row_number() over told as version,
    count(*) over (partition by targets.target_code) as versions,
    targets.return_id,
    returns.title,
    returns.sequence,
    returns.received,
    returns.accepted_by,
    returns.source_code,
    returns.standing
from targets
inner join returns on targets.return_id = returns.return_id
left join body on targets.body_code = body.body_code
left join areas on targets.area_code = areas.area_code and areas.standing = 'current'
window told as (partition by targets.target_code order by returns.sequence, targets.row)
order by targets.target_code, version;
