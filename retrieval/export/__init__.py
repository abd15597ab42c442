"""What is found, as files to take along: spreadsheets and documents."""
