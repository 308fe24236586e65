/// How many connections nginx has room for.
///
/// Debian's has 768 for each of its processes, and one stranger fills them with connections on which nothing is said:
/// they count against no limit, since nginx counts requests. Safaricom's callbacks then find no place.
struct NginxRoom<Server: Machine> {
  private static var settings: String { "/etc/nginx/nginx.conf" }
  private static var openFiles: String { "/etc/nginx/modules-enabled/90-kaunta.conf" }
  /// For each process: one address has 64,512 ports to come from, and each callback takes two places.
  private static var places: Int { 32_768 }

  let machine: Server

  init(_ machine: Server) { self.machine = machine }

  /// What is to be done; nothing where there is as much room already.
  var steps: [SetupStep] {
    guard let text = machine.text(of: Self.settings) else { return [] }
    var steps: [SetupStep] = []
    if let roomy = Self.widened(text) {
      steps.append(
        .write(
          path: Self.settings, text: roomy, mode: 0o644,
          words: "in \(Self.settings) take \(Self.places) connections at once (worker_connections)"))
    }
    let limit =
      "# Written by kaunta setup: each connection is an open file.\nworker_rlimit_nofile \(2 * Self.places);\n"
    let isThere = text.contains("worker_rlimit_nofile") || machine.text(of: Self.openFiles) == limit
    // Where it is not read, it would be no use.
    if !isThere, text.contains("modules-enabled/*.conf") {
      steps.append(
        .write(
          path: Self.openFiles, text: limit, mode: 0o644,
          words: "write \(Self.openFiles): as many open files (worker_rlimit_nofile)"))
    }
    return steps
  }

  /// The settings with room; nil where they have it, or say nothing of it.
  private static func widened(_ text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func words(_ line: Substring) -> [Substring] { line.split { " \t;".contains($0) } }
    guard let index = lines.firstIndex(where: { words($0).first == "worker_connections" }),
      let value = words(lines[index]).dropFirst().first.flatMap({ Int($0) }), value < places
    else { return nil }
    let line = lines[index].replacing("\(value)", with: "\(places)")
    return (lines[..<index] + [line[...]] + lines[(index + 1)...]).joined(separator: "\n")
  }
}
