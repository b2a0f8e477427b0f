//! A real nginx with the configuration that tickbook writes, with the same requests as the models of hosts.

use crate::harness::{Site, free_port, write};
use crate::host_models::Answer;
use crate::hosts_asked::{Asked, traps};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The module by which nginx sends `.br` files, where Debian has it.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// An nginx that runs until the test ends.
struct Nginx {
    child: Child,
    port: u16,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Nginx {
    /// Starts it on the site of a book that lies at `base`, with the lines completed that are the author's; the one
    /// for brotli where there is a module for it.
    fn start(site: &Site, base: &str, brotli: Option<&str>) -> Self {
        for (path, bytes) in site.files("public") {
            write(&site.path(&format!("root{base}{path}")), &bytes);
        }
        let port = free_port();
        let root = site.path("root");
        let text = site.read("public/.tickbook/nginx.conf");
        let text = text
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
            .replace("root /var/www/html;", &format!("root {};", root.display()));
        let (text, load) = match brotli {
            Some(module) => {
                let prepared = "# brotli_static on;";
                assert!(text.contains(prepared), "{text}");
                (text.replace(prepared, "brotli_static on;"), format!("load_module {module};\n"))
            }
            None => (text, String::new()),
        };
        let folder = |name: &str| site.path(name).display().to_string();
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};\n", folder(name)))
            .concat();
        let whole = format!(
            "{load}daemon off;\nmaster_process off;\npid {};\nerror_log {} warn;\nevents {{}}\nhttp {{\n\
             access_log off;\n{paths}{text}}}\n",
            folder("nginx.pid"),
            folder("error.log"),
        );
        let conf = site.path("nginx.conf");
        write(&conf, whole.as_bytes());
        let mut command = Command::new("nginx");
        command
            .arg("-c")
            .arg(&conf)
            .arg("-e")
            .arg(site.path("error.log"))
            .arg("-p")
            .arg(site.root());
        let child = command.stderr(Stdio::piped()).spawn().expect("nginx starts");
        let mut nginx = Nginx { child, port };
        nginx.wait_until_it_answers();
        nginx
    }

    fn wait_until_it_answers(&mut self) {
        let end = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if self.child.try_wait().expect("it can be asked").is_some() || Instant::now() > end {
                let mut said = String::new();
                let _ = self.child.kill();
                let _ = self.child.stderr.take().map(|mut stderr| stderr.read_to_string(&mut said));
                panic!("nginx does not serve: {said}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn get(&self, path: &str, more: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("nginx listens");
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n{more}\r\n");
        stream.write_all(request.as_bytes()).expect("it takes a request");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("it answers");
        let end = reply.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&reply[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let header = |line: &str| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_ascii_lowercase(), value.to_string()))
        };
        let list: Vec<(String, String)> = lines.filter_map(header).collect();
        let headers: BTreeMap<String, String> = list.iter().cloned().collect();
        assert_eq!(list.len(), headers.len(), "{path}: a header is there twice: {head}");
        assert_ne!(headers.get("transfer-encoding").map(String::as_str), Some("chunked"), "{path}");
        Answer { status: status.expect("a status"), headers, body: reply[end + 4..].to_vec() }
    }
}

#[test]
#[ignore = "needs nginx: cargo xtask test installs it"]
fn a_book_full_of_traps_is_right_on_a_real_nginx() {
    for base in ["/", "/a/b/"] {
        let site = traps("\"nginx\"", base).build();
        let nginx = Nginx::start(&site, base, None);
        let files = site.files("public");
        let asked = Asked {
            name: format!("nginx at {base}"),
            base,
            files: &files,
            answer: &|path| nginx.get(path, ""),
            strips: false,
            takes_headers: true,
            takes_keeping: true,
        };
        asked.crawl();
        asked.ask_for_what_is_not_there(false);
        asked.ask_for_what_has_moved(|_| true);
        let folder = nginx.get(&format!("{base}guide"), "");
        assert_eq!(
            (folder.status, folder.header("location")),
            (301, format!("{base}guide/").as_str())
        );
        assert_eq!(nginx.get(&format!("{base}guide/"), "").body, files["guide/index.html"]);
        for hidden in [".tickbook/nginx.conf", ".tickbook-files", ".nojekyll"] {
            assert_eq!(nginx.get(&format!("{base}{hidden}"), "").status, 404, "{hidden}");
        }
        let other_case = nginx.get(&format!("{base}guide.htm.html"), "");
        assert_eq!(other_case.status, 404, "an old address is no other's");
    }
}

#[test]
#[ignore = "needs nginx: cargo xtask test installs it"]
fn a_real_nginx_sends_the_compressed_file_and_asks_again() {
    let site = traps("\"nginx\"", "/").build();
    let nginx = Nginx::start(&site, "/", None);
    let files = site.files("public");
    for path in files.keys().filter(|path| files.contains_key(&format!("{path}.gz"))) {
        let address = format!("/{}", tickbook::text::url::encode(path));
        let answer = nginx.get(&address, "Accept-Encoding: gzip\r\n");
        assert_eq!(answer.header("content-encoding"), "gzip", "{path}");
        assert_eq!(answer.header("vary"), "Accept-Encoding", "{path}");
        assert_eq!(answer.body, files[&format!("{path}.gz")], "{path}");
        let plain = nginx.get(&address, "");
        assert_eq!(plain.header("content-type"), answer.header("content-type"), "{path}");
        assert_eq!(plain.header("cache-control"), answer.header("cache-control"), "{path}");
        assert!(plain.body == files[path], "{path}");
        assert_eq!(plain.header("vary"), "Accept-Encoding", "{path}: caches must know of both");
        let tag = format!("If-None-Match: {}\r\n", plain.header("etag"));
        assert_eq!(nginx.get(&address, &tag).status, 304, "{path}");
    }
}

#[test]
#[ignore = "needs nginx and its module for brotli: cargo xtask test installs them"]
fn a_real_nginx_with_its_module_sends_the_file_that_brotli_made() {
    let site = traps("\"nginx\"", "/").build();
    let nginx = Nginx::start(&site, "/", Some(BROTLI));
    let files = site.files("public");
    let packed: Vec<&String> =
        files.keys().filter(|path| files.contains_key(&format!("{path}.br"))).collect();
    assert!(packed.len() > 10, "{packed:?}");
    for path in packed {
        let address = format!("/{}", tickbook::text::url::encode(path));
        let plain = nginx.get(&address, "");
        assert!(plain.body == files[path], "{path}");
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        for (accepted, coding) in [("br", "br"), ("gzip, deflate, br", "br"), ("gzip", "gzip")] {
            let answer = nginx.get(&address, &format!("Accept-Encoding: {accepted}\r\n"));
            let ending = if coding == "br" { "br" } else { "gz" };
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("content-encoding"), coding, "{path}");
            assert!(answer.body == files[&format!("{path}.{ending}")], "{path}: {accepted}");
            for name in ["content-type", "cache-control", "content-security-policy", "vary"] {
                assert_eq!(answer.header(name), plain.header(name), "{path}: {name}");
            }
        }
        assert_eq!(plain.header("vary"), "Accept-Encoding", "{path}");
    }
}
