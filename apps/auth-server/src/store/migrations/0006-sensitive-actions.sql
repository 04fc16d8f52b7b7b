-- What is sensitive is named. Whoever was given control of a home until now could say that nobody is at home.

update grants set details = replace(details, '"control"', '"control","away"');
update families set details = replace(details, '"control"', '"control","away"');
