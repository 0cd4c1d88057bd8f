//! The one place where the studio has a draft compiled and its scripts run: a process that limits itself,
//! started by `trial`. Nothing here decides whether a draft is good, and nothing is written.

use super::DraftFiles;
use crate::trial::{TrialAnswer, TrialRequest, TrialTask};
use crate::{Engine, EngineError};

impl Engine {
    /// Asks one thing of a draft.
    pub(super) async fn judge_draft(
        &self,
        files: &DraftFiles,
        task: TrialTask,
    ) -> Result<TrialAnswer, EngineError> {
        self.try_draft(&TrialRequest { files: files.clone(), task }).await
    }
}
