-- Question: who takes part in the bodies that serve each authority, and who lives there, in every year told?
-- One row per authority, standing, year and ethnic group. people and base (all whose group is known) are those of the
-- bodies that serve that authority alone; reference is the group's share of residents on 30 June: on the straight line
-- between two censuses, level after the last and before the first; basis says which.
-- Parameters: $areas, $part, $classification
with asked as (
    select unnest($areas) as area_code
),

told as (
    select engaged_by_authority.*, make_date(engaged_by_authority.year, 6, 30) as day
    from engaged_by_authority
    inner join asked on engaged_by_authority.area_code = asked.area_code
    where engaged_by_authority.part = $part and engaged_by_authority.classification = $classification
)

select
    told.area_code,
    told.standing,
    told.year,
    told.group_code,
    told.people,
    told.base,
    told.bodies,
    case
        when told.day <= census_lines.date or census_lines.next_date is null then census_lines.share
        else
            census_lines.share
            + (census_lines.next_share - census_lines.share)
            * ((told.day - census_lines.date) / (census_lines.next_date - census_lines.date))
    end as reference,
    case
        when told.day < census_lines.date then 'nearest'
        when told.day = census_lines.date then 'census'
        when census_lines.next_date is null then 'held'
        else 'interpolated'
    end as basis
from told
left join census_lines
    on
        told.classification = census_lines.classification
        and told.area_code = census_lines.area_code
        and told.group_code = census_lines.group_code
        and told.day >= census_lines.since
        and told.day < coalesce(census_lines.next_date, 'infinity'::date)
order by told.area_code, told.standing, told.year, told.group_code;
