//! A mail server on a free port that takes everything and keeps it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

const PATIENCE: Duration = Duration::from_secs(30);

/// The server, as long as the story lasts.
pub(crate) struct PostOffice {
    /// For `mail.url`.
    pub(crate) url: String,
    letters: Arc<Mutex<Vec<String>>>,
}

impl PostOffice {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let letters = Arc::new(Mutex::new(Vec::new()));
        let kept = letters.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream, kept.clone()));
            }
        });
        Self { url, letters }
    }

    /// Waits for a letter with these words in it, and gives it as it reads, headers included.
    pub(crate) async fn letter_with(&self, words: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.letters().into_iter().find(|letter| letter.contains(words));
            if let Some(letter) = found {
                return letter;
            }
            assert!(Instant::now() < deadline, "no letter with {words:?} in {:?}", self.letters());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) fn letters(&self) -> Vec<String> {
        self.letters.lock().expect("the letters").clone()
    }
}

async fn take(stream: TcpStream, kept: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 ready\r\n").await?;
    let mut letter: Option<String> = None;
    while let Some(line) = lines.next_line().await? {
        let answer = match (&mut letter, line.as_str()) {
            (Some(text), ".") => {
                kept.lock().expect("the letters").push(readable(text));
                letter = None;
                "250 taken"
            }
            (Some(text), line) => {
                text.push_str(line);
                text.push('\n');
                continue;
            }
            (None, "DATA") => {
                letter = Some(String::new());
                "354 go on"
            }
            (None, "QUIT") => "221 bye",
            (None, _) => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// Quoted-printable (RFC 2045, 6.7), as far as addresses and ASCII go.
fn readable(letter: &str) -> String {
    letter.replace("=\n", "").replace("=3D", "=")
}
