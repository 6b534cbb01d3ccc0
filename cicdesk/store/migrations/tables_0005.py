"""The indexes that step 0005 makes, as they were then. Never changed."""

COUNTED = (
    (
        "CREATE INDEX record_entry ON record (kind, deleted, json_extract(coalesce(shown, data), '$.project'), id,"
        " json_extract(coalesce(shown, data), '$.person', '$.kind', '$.institution', '$.eligible', '$.entered_on',"
        " '$.ended_on', '$.age_at_entry', '$.sex_at_entry', '$.education_at_entry', '$.labour_status_at_entry',"
        " '$.labour_detail_at_entry', '$.degurba_at_entry', '$.foreign_background_at_entry',"
        " '$.third_country_at_entry', '$.minority_at_entry', '$.homelessness_at_entry', '$.disability_at_entry',"
        " '$.end_situation', '$.helpful', '$.helpful_asked_on', '$.recognition_applied_on',"
        " '$.long_term_applied_on')) WHERE kind = 'participation'"
    ),
    (
        "CREATE INDEX record_given ON record (kind, deleted, json_extract(coalesce(shown, data), '$.project'),"
        " json_extract(coalesce(shown, data), '$.service'), json_extract(coalesce(shown, data), '$.happened_on'),"
        " json_extract(coalesce(shown, data), '$.person')) WHERE kind = 'service'"
    ),
    (
        "CREATE INDEX record_reunion ON record (kind, deleted, json_extract(coalesce(shown, data), '$.project'),"
        " json_extract(coalesce(shown, data), '$.\"topics/FAMILY\"'),"
        " json_extract(coalesce(shown, data), '$.happened_on'), json_extract(coalesce(shown, data), '$.person'))"
        " WHERE kind = 'service' AND json_extract(coalesce(shown, data), '$.\"topics/FAMILY\"') = 1"
    ),
    (
        "CREATE INDEX record_level ON record (kind, deleted,"
        " json_extract(coalesce(shown, data), '$.person', '$.participation', '$.language', '$.occasion', '$.overall',"
        " '$.assessed_on')) WHERE kind = 'language_level'"
    ),
    (
        "CREATE INDEX record_met ON record (kind, deleted, json_extract(coalesce(shown, data), '$.at'))"
        " WHERE kind = 'contact'"
    ),
)
