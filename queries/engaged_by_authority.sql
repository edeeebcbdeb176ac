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
),

-- Each census with the next one: what it says holds from its day (the first from ever) until the next one's.
censuses as (
    select
        residents.area_code,
        residents.group_code,
        residents.date,
        residents.residents / residents.base as share,
        lead(residents.date) over following as next_date,
        lead(residents.residents / residents.base) over following as next_share,
        if(row_number() over following = 1, '-infinity'::date, residents.date) as since
    from residents
    inner join asked on residents.area_code = asked.area_code
    where
        residents.classification = $classification
        and residents.age_base = 'all ages'
        and residents.lower is null
        and residents.base > 0
    window following as (partition by residents.area_code, residents.group_code order by residents.date)
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
        when told.day <= censuses.date or censuses.next_date is null then censuses.share
        else
            censuses.share
            + (censuses.next_share - censuses.share)
            * ((told.day - censuses.date) / (censuses.next_date - censuses.date))
    end as reference,
    case
        when told.day < censuses.date then 'nearest'
        when told.day = censuses.date then 'census'
        when censuses.next_date is null then 'held'
        else 'interpolated'
    end as basis
from told
left join censuses
    on
        told.area_code = censuses.area_code
        and told.group_code = censuses.group_code
        and told.day >= censuses.since
        and told.day < coalesce(censuses.next_date, 'infinity'::date)
order by told.area_code, told.standing, told.year, told.group_code;
