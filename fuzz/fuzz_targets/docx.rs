#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        import_fuzz::read(bytes, "report.docx");
        return;
    }
    let parts: [(&str, &[u8]); 3] =
        [("word/document.xml", bytes), ("word/numbering.xml", bytes), ("word/styles.xml", bytes)];
    import_fuzz::read(&import_fuzz::container(&parts), "report.docx");
});
