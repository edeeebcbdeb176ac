-- Question: what can people take part in, learn or get help with here, on this day?
-- One row per entry of the directory that is for this place or a part of it (held is 'within') or for a larger place
-- around it ('around'), and holds every one of the words. Without a day, entries of any time. Of an entry told twice,
-- the return accepted last is read.
-- Parameters: $area, $day, $words
with latest as (
    select directory.*, returns.source_code, returns.standing
    from directory
    inner join returns on directory.return_id = returns.return_id
    qualify row_number() over (partition by directory.entry_code order by returns.sequence desc) = 1
),

placed as (
    select
        latest.*,
        areas.name as place,
        areas.level,
        parents.name as parent,
        if(
            latest.area_code = $area
            or latest.area_code in (select area_code from area_within where within_code = $area),
            'within',
            'around'
        ) as held,
        strip_accents(
            lower(
                concat_ws(
                    ' ', latest.entry_code, latest.name, areas.name, parents.name, latest.open_to, latest.languages
                )
            )
        ) as searched
    from latest
    left join areas on latest.area_code = areas.area_code
    left join areas as parents on areas.parent_code = parents.area_code
    where
        latest.area_code = $area
        or latest.area_code in (select area_code from area_within where within_code = $area)
        or latest.area_code in (select within_code from area_within where area_code = $area)
)

select
    entry_code, name, kind, area_code, place, level, parent, held, open_to, languages, contact, url,
    "from" as since, "to" as until, source_code, standing
from placed
where
    (
        cast($day as date) is null
        or (
            coalesce("from", cast($day as date)) <= cast($day as date)
            and coalesce("to", cast($day as date)) >= cast($day as date)
        )
    )
    and not exists (
        select 1
        from (select unnest(cast($words as text[])) as word) as asked
        where not contains(placed.searched, strip_accents(lower(asked.word)))
    )
order by list_position(['opportunity', 'training', 'support', 'organisation'], kind), place, name, entry_code;
