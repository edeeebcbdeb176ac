-- Question: who takes part in the bodies that serve each authority, and who lives there, in every year told?
-- One row per authority, standing, year and ethnic group. people and base (all whose group is known) are those of the
-- bodies that serve that authority alone; reference is the group's share of residents on 30 June: on the straight line
-- between two censuses, level after the last and before the first; basis says which.
-- Parameters: $areas, $part, $classification
select area_code, standing, year, group_code, people, base, bodies, reference, basis
from engaged_by_authority
where part = $part and classification = $classification and area_code in (select unnest($areas))
order by area_code, standing, year, group_code;
