-- Question: how many people of each definition of ethnic minorities takes each body's part, at every date it has told?
-- The rows of `engaged` that pages ask of all bodies at once, those of a part and date together: of 5,000 bodies
-- one row in fourteen.
create table minorities_engaged as
select engaged.*
from engaged
where
    (engaged.classification = 'white-other' and engaged.group_code = 'minorities_excluding')
    or (engaged.classification = 'british-other' and engaged.group_code = 'minorities_including')
order by engaged.classification, engaged.part, engaged.as_at, engaged.body_code;
