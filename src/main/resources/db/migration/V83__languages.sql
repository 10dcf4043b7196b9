-- In which language somebody signed in last, for the mails that reach them.

alter table users
    add column language text check (char_length(language) = 2);
