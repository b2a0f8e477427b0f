use std::io;

// ANCHOR: shown
fn main() {
    println!("shown");
}
// ANCHOR_END: shown
