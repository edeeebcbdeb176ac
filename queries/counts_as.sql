-- Question: what can people told as one ethnic group be counted as?
-- One row per ethnic group told and classification it can be counted in: itself, a broader group, or one side of a
-- definition; never a finer one. Chinese is Asian, as since 2011.
-- Parameters: none
select group_code as ethnic_group, classification, group_code as counted_as
from groups
where classification in ('2021-19', 'broad-5', 'white-other', 'british-other')
union
select group_code, to_classification, to_group_code
from group_maps
where to_classification = 'broad-5' and classification != '2001-16'
union
select group_code, 'british-other', if(including = 'yes', 'minorities_including', 'white_british')
from groups
where including in ('yes', 'no')
union
select group_code, 'white-other', if(excluding = 'yes', 'minorities_excluding', 'white')
from groups
where excluding in ('yes', 'no')
order by ethnic_group, classification, counted_as;
