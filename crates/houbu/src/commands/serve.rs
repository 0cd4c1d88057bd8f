//! `houbu serve`: the portal and the scheduler in one process, until asked to stop.
//! On SIGTERM or Ctrl-C requests and jobs under way are finished first.

use std::process::ExitCode;

use anyhow::{Context, bail};
use tokio::sync::watch;

use crate::assembly::House;
use crate::config::Settings;

pub async fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let house = House::open(settings).await?;
    let pending = house.engine.store().migrations_pending().await?;
    if pending > 0 {
        bail!("the tables are {pending} migrations behind; run: houbu migrate");
    }
    let listener = tokio::net::TcpListener::bind(&house.settings.server.listen)
        .await
        .with_context(|| format!("cannot listen on {}", house.settings.server.listen))?;
    serve(house, listener, signalled()).await
}

/// Serves until `stop` resolves, then finishes what is under way.
pub async fn serve(
    house: House,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<ExitCode> {
    let doors = house.doors().await?;
    let engine = house.engine.clone();
    let (stopping, mut stopped) = watch::channel(false);
    let scheduler = doors.scheduler.clone();
    let ticking = tokio::spawn(async move {
        scheduler
            .run(async move {
                // The sender going away means the same as its word.
                let _ = stopped.wait_for(|stop| *stop).await;
            })
            .await;
    });
    tracing::info!(address = %listener.local_addr()?, "serving");
    portal::serve(listener, doors.router, stop).await?;
    stopping.send_replace(true);
    ticking.await?;
    engine.readings_written().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// SIGTERM or Ctrl-C.
pub async fn signalled() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
