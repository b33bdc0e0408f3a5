#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| scholargraph_fuzz::run("kept", data));
