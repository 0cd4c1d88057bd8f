//! A worker that has limited itself like the real one and then does what no script can: it stands for a
//! fault of the sandbox. What the kernel gives it is printed; what kills it, kills it.
//! Only tests start it.

use std::hint::black_box;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, ExitCode};

/// Contains itself, then tries one way out.
pub fn break_out(way: &str) -> ExitCode {
    // A worker may keep what it was given before it limits itself; nothing else is opened here.
    houbu::contain().expect("a process may always limit itself");
    match way {
        "reach" => reach(),
        "allocate" => allocate(),
        "spin" => spin(),
        "wait" => wait(),
        "recurse" => println!("{}", recurse(1)),
        "abort" => std::process::abort(),
        "flood" => flood(),
        "babble" => println!("this is no answer"),
        "refuse" => {
            eprintln!("not today");
            return ExitCode::from(engine::trial::REFUSED_EXIT_CODE);
        }
        _ => {}
    }
    ExitCode::SUCCESS
}

/// Every door a process has; one line for each.
fn reach() {
    tell("read", std::fs::read("/etc/hostname").map(drop));
    tell("write", std::fs::write("houbu-was-here", "x"));
    tell("folder", std::fs::read_dir("/").map(drop));
    tell("connect", TcpStream::connect("127.0.0.1:9").map(drop));
    tell("listen", TcpListener::bind("127.0.0.1:0").map(drop));
    // The superuser may start one all the same: it has these limits too, and cannot open what it is made of.
    let ran = Command::new("/bin/true").status().is_ok_and(|status| status.success());
    println!("program {}", if ran { "open" } else { "barred" });
}

/// The error's number says whether the kernel refused it for want of a descriptor (EMFILE is 24).
fn tell(door: &str, outcome: std::io::Result<()>) {
    match outcome {
        Ok(()) => println!("{door} open"),
        Err(error) => println!("{door} refused {}", error.raw_os_error().unwrap_or_default()),
    }
}

fn allocate() {
    let mut kept = Vec::new();
    loop {
        kept.push(black_box(vec![1_u8; 1024 * 1024]));
    }
}

fn spin() {
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}

fn wait() {
    loop {
        std::thread::park();
    }
}

fn recurse(depth: u64) -> u64 {
    if depth == 0 {
        return 0;
    }
    let page = black_box([depth; 128]);
    recurse(depth + 1) + page[black_box(7)]
}

fn flood() {
    let page = vec![b'a'; 64 * 1024];
    while std::io::stdout().write_all(&page).is_ok() {}
}
