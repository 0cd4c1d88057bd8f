//! Pages of officers, directors and recommenders.
