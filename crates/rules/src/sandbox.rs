//! The hardened script engine: every limit on one screen. Scripts get no modules, closures,
//! evaluation of text, function pointers, output, clock or sleep; only the host's functions.

use std::sync::Arc;

use rhai::packages::{BasicIteratorPackage, Package};
use rhai::{Engine, OptimizationLevel};

use crate::host;

/// Work one evaluation may do; a real ruling takes a few hundred operations.
pub const SCRIPT_MAX_OPERATIONS: u64 = 100_000;
/// Nested calls; rulings are flat, and the host's stack is not the script's to spend.
pub const CALL_MAX_LEVELS: usize = 8;
/// Nesting of expressions at top level, so that the parser cannot be driven into the ground.
pub const EXPRESSION_MAX_DEPTH: usize = 32;
/// The same inside functions.
pub const FUNCTION_EXPRESSION_MAX_DEPTH: usize = 16;
/// Length of a string a script builds.
pub const STRING_MAX_BYTES: usize = 4_096;
/// Items of an array, nested ones counted.
pub const ARRAY_MAX_ITEMS: usize = 256;
/// Entries of a map, nested ones counted.
pub const MAP_MAX_ENTRIES: usize = 64;
/// Variables in scope, facts and parameters included.
pub const VARIABLES_MAX_COUNT: usize = 256;
/// Functions one script defines.
pub const FUNCTIONS_MAX_COUNT: usize = 32;
/// Length of a script; the longest real one is under 8 KiB.
pub const SCRIPT_MAX_BYTES: usize = 64 * 1024;
/// How often the caller's interrupt is asked, in operations.
const INTERRUPT_EVERY_OPERATIONS: u64 = 64;

/// Words that reach outside a rule or build code at run time.
const DISABLED_SYMBOLS: &[&str] = &[
    "eval",
    "Fn",
    "call",
    "curry",
    "print",
    "debug",
    "sleep",
    "import",
    "export",
    "as",
    "is_shared",
    "this",
];

/// Asked while a script runs; `true` stops it. The caller owns the clock, this crate has none.
pub type Interrupt = Arc<dyn Fn() -> bool + Send + Sync>;

/// An engine that knows the host's functions and nothing else.
pub(crate) fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    for symbol in DISABLED_SYMBOLS {
        engine.disable_symbol(*symbol);
    }
    engine
        .set_max_operations(SCRIPT_MAX_OPERATIONS)
        .set_max_call_levels(CALL_MAX_LEVELS)
        .set_max_expr_depths(EXPRESSION_MAX_DEPTH, FUNCTION_EXPRESSION_MAX_DEPTH)
        .set_max_string_size(STRING_MAX_BYTES)
        .set_max_array_size(ARRAY_MAX_ITEMS)
        .set_max_map_size(MAP_MAX_ENTRIES)
        .set_max_variables(VARIABLES_MAX_COUNT)
        .set_max_functions(FUNCTIONS_MAX_COUNT)
        // `Full` would fold host calls at compile time and judge everybody alike.
        .set_optimization_level(OptimizationLevel::Simple)
        // Built-in integer division truncates; the host's operators must win.
        .set_fast_operators(false)
        .set_strict_variables(true)
        .set_allow_shadowing(false)
        .set_allow_anonymous_fn(false)
        .set_fail_on_invalid_map_property(true);
    host::register(&mut engine);
    engine
}

/// Stops scripts when the caller says so, besides the operation limit.
pub(crate) fn interrupt_with(engine: &mut Engine, interrupt: Interrupt) {
    engine.on_progress(move |operations| {
        let asked = operations % INTERRUPT_EVERY_OPERATIONS == 0;
        (asked && interrupt()).then(|| "the deadline of this evaluation has passed".into())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lint would refuse most of these by name; here the engine stands alone.
    #[test]
    fn the_engine_itself_refuses_what_reaches_outside() {
        for script in [
            "eval(\"1\")",
            "import \"/etc/passwd\" as p; 1",
            "sleep(1)",
            "print(1)",
            "debug(1)",
            "Fn(\"wan\")",
            "let f = |a| a; f.call(1)",
            "call(1)",
            "curry(1)",
            "timestamp()",
            "exit()",
            "criterion(\"a\", \"1\")",
        ] {
            assert!(engine().run(script).is_err(), "{script} ran");
        }
        assert!(engine().run("let n = wan(1) / 3; n + 0.5").is_ok());
    }
}
