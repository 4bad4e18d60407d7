//! A tab: sends it to a page, waits until that has come, and asks it questions.

use std::sync::Arc;

use chromiumoxide::Command;
use chromiumoxide::cdp::browser_protocol::browser::{
    BrowserContextId, SetDownloadBehaviorBehavior, SetDownloadBehaviorParams,
};
use chromiumoxide::cdp::browser_protocol::emulation::{
    SetDeviceMetricsOverrideParams, SetFocusEmulationEnabledParams,
};
use chromiumoxide::cdp::browser_protocol::page::{
    AddScriptToEvaluateOnNewDocumentParams, CaptureScreenshotParams, HandleJavaScriptDialogParams,
    NavigateParams,
};
use chromiumoxide::cdp::browser_protocol::target::{
    AttachToTargetParams, CloseTargetParams, CreateBrowserContextParams, CreateTargetParams,
    DisposeBrowserContextParams, SessionId, TargetId,
};
use chromiumoxide::cdp::browser_protocol::{inspector, log, network, page};
use chromiumoxide::cdp::js_protocol::runtime::{self, EvaluateParams, ExecutionContextId};
use serde::Serialize;
use tokio::sync::mpsc::UnboundedReceiver;

use super::connection::{Connection, Event, Failure};
use super::watch::{WORLD, Watch};
use crate::error::{Error, Kind, Result, printable};

/// The widths at which pages are looked at, in CSS pixels: a desktop's, at which they load, and a
/// small phone's.
pub(super) const WIDTHS: [i64; 2] = [1280, 360];

/// The height of the window, in CSS pixels.
const HEIGHT: i64 = 800;

/// The cookies and all else that one visitor's tabs share, which goes with the last of them.
#[derive(Debug)]
pub(super) struct Context {
    connection: Connection,
    id: BrowserContextId,
}

impl Context {
    pub(super) async fn create(connection: Connection) -> Result<Self> {
        let created = connection
            .call(None, CreateBrowserContextParams::default())
            .await?;
        let context = Self {
            connection,
            id: created.browser_context_id,
        };
        let mut downloads = SetDownloadBehaviorParams::new(SetDownloadBehaviorBehavior::Deny);
        downloads.browser_context_id = Some(context.id.clone());
        context.connection.call(None, downloads).await?;
        Ok(context)
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        let dispose = DisposeBrowserContextParams::new(self.id.clone());
        self.connection.tell(None, dispose);
    }
}

/// A tab of a visitor, which closes with the value.
#[derive(Debug)]
pub(super) struct Tab {
    context: Arc<Context>,
    target: TargetId,
    session: SessionId,
    events: UnboundedReceiver<Event>,
    pub(super) watch: Watch,
}

impl Drop for Tab {
    fn drop(&mut self) {
        let close = CloseTargetParams::new(self.target.clone());
        self.context.connection.tell(None, close);
    }
}

impl Tab {
    pub(super) async fn open(context: Arc<Context>) -> Result<Self> {
        let connection = &context.connection;
        let mut create = CreateTargetParams::new("about:blank");
        create.browser_context_id = Some(context.id.clone());
        let target = connection.call(None, create).await?.target_id;
        let mut attach = AttachToTargetParams::new(target.clone());
        attach.flatten = Some(true);
        let session = connection.call(None, attach).await?.session_id;
        let events = connection.listen(&session);
        let tab = Self {
            // The target of a tab and its main frame have one id.
            watch: Watch::over(target.as_ref()),
            target,
            session,
            events,
            context,
        };
        tab.set_up().await?;
        Ok(tab)
    }

    async fn set_up(&self) -> Result<(), Failure> {
        self.call(page::EnableParams::default()).await?;
        self.call(network::EnableParams::default()).await?;
        self.call(runtime::EnableParams::default()).await?;
        self.call(log::EnableParams::default()).await?;
        self.call(inspector::EnableParams::default()).await?;
        // A script that does nothing: its world comes with each document.
        let mut world = AddScriptToEvaluateOnNewDocumentParams::new("0");
        world.world_name = Some(WORLD.to_owned());
        self.call(world).await?;
        // Tabs that nobody looks at would have no field that is typed into.
        self.call(SetFocusEmulationEnabledParams::new(true)).await?;
        self.widen(WIDTHS[0]).await
    }

    async fn widen(&self, width: i64) -> Result<(), Failure> {
        self.call(window(width)).await?;
        Ok(())
    }

    /// Makes the window as wide as that, for all that is asked from now on.
    pub(super) fn set_width(&self, width: i64) {
        let connection = &self.context.connection;
        connection.tell(Some(&self.session), window(width));
    }

    /// Sends the tab to a page and waits until that has loaded. `Some` is why none came.
    pub(super) async fn go(&mut self, url: &str) -> Result<Option<String>, Failure> {
        self.catch_up()?;
        self.watch.begin();
        let sent = self.watching(NavigateParams::new(url)).await?;
        self.watch.expect(sent.loader_id.map(Into::into));
        if sent.error_text.is_none() {
            self.wait().await?;
        }
        Ok(sent.error_text)
    }

    /// Waits until the page can be looked at, and returns from where.
    pub(super) async fn wait(&mut self) -> Result<ExecutionContextId, Failure> {
        loop {
            if let Some(world) = self.watch.world() {
                return Ok(ExecutionContextId::new(world));
            }
            match self.events.recv().await {
                Some(event) => self.notice(&event)?,
                None => return Err(Failure::Ended(self.context.connection.ended())),
            }
        }
    }

    /// Calls a script that is one function, with one argument, in a world of its own: one that
    /// [`wait`](Self::wait) returned. Its answer is a text.
    pub(super) async fn ask(
        &mut self,
        world: ExecutionContextId,
        script: &str,
        argument: &impl Serialize,
    ) -> Result<String, Failure> {
        let argument = serde_json::to_string(argument).map_err(unexpected)?;
        let mut evaluate = EvaluateParams::new(format!("({script})({argument})"));
        evaluate.context_id = Some(world);
        evaluate.return_by_value = Some(true);
        let answer = self.watching(evaluate).await?;
        if let Some(thrown) = answer.exception_details {
            let why = thrown.exception.and_then(|exception| exception.description);
            let why = why.unwrap_or(thrown.text);
            // What comes below it is the script's own stack.
            let why = printable(why.lines().next().unwrap_or_default());
            let message = format!("the page cannot be looked at: {why}");
            return Err(Failure::Ended(Error::new(Kind::Unexpected, message)));
        }
        serde_json::from_value(answer.result.value.unwrap_or_default()).map_err(unexpected)
    }

    /// Types a text where the page has its cursor.
    pub(super) async fn type_text(&mut self, text: &str) -> Result<(), Failure> {
        use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
        self.watching(InsertTextParams::new(text)).await?;
        Ok(())
    }

    /// A picture of what the window shows, as PNG.
    pub(super) async fn picture(&mut self) -> Result<Vec<u8>, Failure> {
        use base64::prelude::{BASE64_STANDARD, Engine as _};
        let picture = self.watching(CaptureScreenshotParams::default()).await?;
        BASE64_STANDARD
            .decode(AsRef::<str>::as_ref(&picture.data))
            .map_err(unexpected)
    }

    /// Sends a command, and takes note of what happens until it is answered: a page that has
    /// opened a dialog answers nothing before that is gone.
    async fn watching<C: Command>(&mut self, command: C) -> Result<C::Response, Failure> {
        let connection = self.context.connection.clone();
        let session = self.session.clone();
        let call = connection.call(Some(&session), command);
        tokio::pin!(call);
        let answer = loop {
            tokio::select! {
                biased;
                Some(event) = self.events.recv() => self.notice(&event)?,
                answer = &mut call => break answer,
            }
        };
        self.catch_up()?;
        answer
    }

    /// Takes note of what has happened already.
    fn catch_up(&mut self) -> Result<(), Failure> {
        while let Ok(event) = self.events.try_recv() {
            self.notice(&event)?;
        }
        Ok(())
    }

    fn notice(&mut self, event: &Event) -> Result<(), Failure> {
        self.watch.notice(event);
        if event.method == "Page.javascriptDialogOpening" {
            // Whoever asks whether a page may be left is told that it may.
            let leave = event.params["type"] == "beforeunload";
            let dismiss = HandleJavaScriptDialogParams::new(leave);
            self.context.connection.tell(Some(&self.session), dismiss);
        }
        if event.method == "Inspector.targetCrashed" {
            let message = "the page's process crashed";
            return Err(Failure::Ended(Error::new(Kind::Unexpected, message)));
        }
        Ok(())
    }

    async fn call<C: Command>(&self, command: C) -> Result<C::Response, Failure> {
        let connection = &self.context.connection;
        connection.call(Some(&self.session), command).await
    }
}

fn window(width: i64) -> SetDeviceMetricsOverrideParams {
    SetDeviceMetricsOverrideParams::new(width, HEIGHT, 1.0, false)
}

fn unexpected(error: impl std::error::Error + Send + Sync + 'static) -> Failure {
    let message = "the browser's answer cannot be read";
    Failure::Ended(Error::new(Kind::Unexpected, message).because(error))
}
