#![no_main]

const BOOK: &[u8] = b"<workbook><sheets><sheet name=\"a\"/></sheets></workbook>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        import_fuzz::read(bytes, "report.xlsx");
        import_fuzz::read_sheets(bytes);
        return;
    }
    let parts: [(&str, &[u8]); 4] = [
        ("xl/workbook.xml", BOOK),
        ("xl/worksheets/sheet1.xml", bytes),
        ("xl/sharedStrings.xml", bytes),
        ("xl/styles.xml", bytes),
    ];
    let book = import_fuzz::container(&parts);
    import_fuzz::read(&book, "report.xlsx");
    import_fuzz::read_sheets(&book);
});
