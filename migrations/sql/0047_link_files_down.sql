DROP POLICY added_by_link ON indicators.check_confirmation;
DROP POLICY added_by_link ON indicators.file_chunk;
DROP POLICY within_link ON indicators.file_chunk;
DROP POLICY held_by_link ON indicators.file;
DROP POLICY added_by_link ON indicators.file;
DROP POLICY within_link ON indicators.file;
DROP POLICY seen_by_link ON indicators.file;
DROP FUNCTION indicators.asking_room(), indicators.asked_files();
