-- Question: which cases of practice tell of this?
-- One row per case that holds every one of the words and is for the community and from the place (null: any), the best
-- evidence first and the latest first within it. A place finds the cases of its parts, a broad group those of its
-- finer groups. Of a case told twice, the return accepted last is read.
-- Parameters: $words, $community, $area
with latest as (
    select cases.*, returns.source_code, returns.standing
    from cases
    inner join returns on cases.return_id = returns.return_id
    qualify row_number() over (partition by cases.case_code order by returns.sequence desc) = 1
),

named as (
    select group_code, broad_code, label
    from groups
    qualify row_number() over (
        partition by group_code
        order by list_position(['2021-19', '2011-18', 'broad-5', 'white-other', 'british-other', 'all'], classification)
    ) = 1
),

community as (
    select case_code, unnest(string_split(communities, '; ')) as group_code
    from latest
),

communities as (
    select
        community.case_code,
        string_agg(coalesce(named.label, community.group_code), '; ' order by named.label) as labels,
        list(community.group_code) as codes,
        list(named.broad_code) as broad_codes
    from community
    left join named on community.group_code = named.group_code
    group by community.case_code
),

told as (
    select
        latest.case_code,
        latest.title,
        latest.area_code,
        areas.name as place,
        areas.level,
        parents.name as parent,
        latest.mechanism,
        communities.labels as communities,
        communities.codes,
        communities.broad_codes,
        latest.what_was_done,
        latest.effect,
        latest.evidence_grade,
        latest.worked,
        latest."from" as since,
        latest."to" as until,
        latest.source,
        latest.source_code,
        latest.standing,
        strip_accents(
            lower(
                concat_ws(
                    ' ', latest.case_code, latest.title, areas.name, parents.name,
                    replace(coalesce(latest.mechanism, ''), '_', ' '), communities.labels, latest.what_was_done,
                    latest.effect, latest.source
                )
            )
        ) as searched
    from latest
    left join areas on latest.area_code = areas.area_code
    left join areas as parents on areas.parent_code = parents.area_code
    left join communities on latest.case_code = communities.case_code
)

select
    case_code, title, area_code, place, level, parent, mechanism, communities, what_was_done, effect, evidence_grade,
    worked, since, until, source, source_code, standing
from told
where
    not exists (
        select 1
        from (select unnest(cast($words as text[])) as word) as asked
        where not contains(told.searched, strip_accents(lower(asked.word)))
    )
    and (
        cast($community as text) is null
        or list_contains(codes, cast($community as text))
        or list_contains(broad_codes, cast($community as text))
    )
    and (
        cast($area as text) is null
        or area_code = cast($area as text)
        or area_code in (select area_code from area_within where within_code = cast($area as text))
    )
order by
    list_position(['evaluated', 'measured', 'reported', 'opinion'], evidence_grade) nulls last,
    coalesce(until, since) desc nulls last,
    case_code;
