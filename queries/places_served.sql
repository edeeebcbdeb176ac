-- Question: which places do these bodies serve, and in which authority does each lie?
-- One row per place served by any of them; its authority is itself for an authority, and null for anything larger; real
-- says that a body serving it is not invented.
-- Parameters: $bodies
with served as (
    select catchment.area_code, bool_or(returns.standing != 'illustrative') as real
    from catchment
    inner join body on catchment.body_code = body.body_code
    inner join returns on body.return_id = returns.return_id
    where catchment.body_code in (select unnest($bodies))
    group by catchment.area_code
)

select
    served.area_code,
    areas.name,
    areas.level,
    served.real,
    case when areas.level = 'authority' then served.area_code else min(authorities.area_code) end as authority_code
from served
inner join areas on served.area_code = areas.area_code and areas.standing = 'current'
left join area_within on served.area_code = area_within.area_code
left join areas as authorities
    on area_within.within_code = authorities.area_code and authorities.level = 'authority'
group by served.area_code, areas.name, areas.level, served.real
order by areas.name, served.area_code;
