import Settings

/// What `kaunta setup` is to make of a machine.
package struct SetupWishes: Sendable, Equatable {
  /// Values for `kaunta.toml`: key as it is called there, and what it is to say.
  package var settings: [Setting] = []
  /// Secrets, each with its file in the home.
  package var secrets: [Secret] = []
  /// The host name under which Safaricom reaches the shop; nil to leave the proxy alone.
  package var publicHost: String?
  /// Whether the shop works with the simulator, which then is a service too.
  package var isSimulator = false

  /// A value.
  package struct Setting: Sendable, Equatable {
    /// `daraja.short_code`.
    package var name: String
    /// The whole text of the settings with it; nil when they have no line for it.
    package var put: @Sendable (String) -> String?

    /// A value as given.
    package init(name: String, put: @escaping @Sendable (String) -> String?) {
      self.name = name
      self.put = put
    }

    package static func == (left: Setting, right: Setting) -> Bool { left.name == right.name }
  }

  /// A secret; it is never shown.
  package struct Secret: Sendable, Equatable {
    /// "the passkey".
    package var words: String
    /// Its file.
    package var path: String
    /// The secret.
    package var text: String

    /// A secret as given.
    package init(words: String, path: String, text: String) {
      self.words = words
      self.path = path
      self.text = text
    }
  }

  /// Nothing yet.
  package init() {}
}

/// One thing that is to be done, and is not done yet.
package enum SetupStep: Sendable, Equatable {
  /// The home is made there.
  case makeHome(String)
  /// A whole file, and what it changes for whoever reads the plan.
  case write(path: String, text: String, mode: UInt32, words: String)
  /// A program is run.
  case run([String])
  /// Something that only a person can do; said, and not done.
  case tell(String)

  /// What is shown before anything is done; never a secret.
  package var words: String {
    switch self {
    case .makeHome(let path): "make the shop's home, \(path)"
    case .write(_, _, _, let words): words
    case .run(let words): words.joined(separator: " ")
    case .tell(let words): "still to do by hand: " + words
    }
  }
}

/// What is still to be done for a machine to be a shop's server; nothing when it is one.
package struct SetupPlan<Server: Machine> {
  let machine: Server
  let home: String

  /// For a home on this machine.
  package init(_ machine: Server, home: String) {
    self.machine = machine
    self.home = home
  }

  private static var proxyFile: String { "/etc/nginx/conf.d/kaunta.conf" }

  /// The steps, in their order.
  ///
  /// - Parameters:
  ///   - newSettings: what a home that is made has in its `kaunta.toml`.
  ///   - addresses: Safaricom's, which the proxy never turns away.
  package func steps(
    _ wishes: SetupWishes, newSettings: String, addresses: [String]
  ) throws(MachineProblem) -> [SetupStep] {
    let there = machine.text(of: home + "/kaunta.toml")
    var steps: [SetupStep] = there == nil ? [.makeHome(home)] : []
    let settings = there ?? newSettings
    var text = settings
    var changed: [String] = []
    let proxy = wishes.publicHost.map { proxySteps($0, addresses) } ?? []
    // Callbacks come to the old address until the new one has its certificate.
    let servesAnother = machine.text(of: Self.proxyFile) != nil
    let holdsAddress = there != nil && servesAnother && proxy.contains { if case .tell = $0 { true } else { false } }
    for setting in wishes.settings {
      if holdsAddress, setting.name == "callbacks.public_url", setting.put(text).map({ $0 != text }) == true {
        steps.append(.tell("the public address stays as it is until the new one's proxy can be set up"))
        continue
      }
      guard let next = setting.put(text) else {
        steps.append(.tell("\(home)/kaunta.toml has no line for \(setting.name); write it there"))
        continue
      }
      if next != text { changed.append(setting.name) }
      text = next
    }
    if text != settings {
      steps.append(
        .write(
          path: home + "/kaunta.toml", text: text, mode: 0o640,
          words: "in \(home)/kaunta.toml set \(changed.joined(separator: ", "))"))
    }
    for secret in wishes.secrets where machine.text(of: secret.path) != secret.text + "\n" {
      steps.append(
        .write(
          path: secret.path, text: secret.text + "\n", mode: 0o640, words: "put \(secret.words) into \(secret.path)"))
    }
    let isChanged = !steps.allSatisfy { if case .tell = $0 { true } else { false } }
    steps += loginSteps()
    steps += proxy
    steps += try serviceSteps(wishes, isChanged: isChanged)
    return steps
  }

  /// What is to be done about desks that are open while settings or secrets change: they read them when they start; nil
  /// where nothing of the home changes.
  package static func wordsOnDesks(open tills: [Int], beside steps: [SetupStep], at home: Home) -> String? {
    let isChanged = steps.contains { step in
      if case .write(let path, _, _, _) = step { path.hasPrefix(home.path + "/") } else { false }
    }
    if !isChanged { return nil }
    let numbers = tills.map(String.init).joined(separator: ", ")
    return
      "open the desks anew that are open now (till \(numbers)), since they go on with what stood there before: kaunta tills "
      + "--home \(shellQuoted(home.path)) --close all"
  }

  /// Debian's sshd takes variables from a file in whoever logs in's home; nobody's desk is to.
  private func loginSteps() -> [SetupStep] {
    let path = "/etc/pam.d/sshd"
    let sshd = machine.text(of: "/etc/ssh/sshd_config")
    let isRead = sshd?.split(separator: "\n").contains { line in
      let words = line.lowercased().split { " \t=".contains($0) }
      return words.first == "include" && words.contains { $0.hasSuffix("sshd_config.d/*.conf") }
    }
    let include: [SetupStep] =
      isRead == false
      ? [
        .tell(
          "write Include /etc/ssh/sshd_config.d/*.conf into the first line of /etc/ssh/sshd_config, and systemctl reload "
            + "ssh: without it no cashier gets a desk")
      ] : []
    guard let text = machine.text(of: path), text.contains("user_readenv=1") else { return include }
    return include + [
      .write(
        path: path, text: text.replacing("user_readenv=1", with: "user_readenv=0"), mode: 0o644,
        words: "in \(path) take no variables from files in homes (user_readenv=0)")
    ]
  }

  private func proxySteps(_ host: String, _ addresses: [String]) -> [SetupStep] {
    guard let template = machine.text(of: "/usr/share/kaunta/nginx.conf") else {
      return [.tell("the package's nginx.conf is not in /usr/share/kaunta; install the package anew")]
    }
    guard machine.text(of: "/etc/nginx/nginx.conf") != nil else {
      return [
        .tell(
          "apt install nginx certbot, then run kaunta setup again for the proxy (or lead https://\(host)/c/ to "
            + "127.0.0.1:8744 by a proxy of your own)")
      ]
    }
    let certificate = "/etc/letsencrypt/live/\(host)/fullchain.pem"
    guard machine.text(of: certificate) != nil else {
      return [
        .tell(
          "get a certificate: certbot certonly --webroot -w /var/www/html -d \(host), then run kaunta setup again for "
            + "the proxy")
      ]
    }
    let text =
      template.replacing("@HOST@", with: host)
      .replacing("@ADDRESSES@", with: addresses.map { "  \($0) \"\";" }.joined(separator: "\n"))
    var steps = NginxRoom(machine).steps
    let there = machine.text(of: Self.proxyFile)
    if there != text {
      let words = "write \(Self.proxyFile) for \(host)" + Self.replaced(in: there ?? "", by: host)
      steps.append(.write(path: Self.proxyFile, text: text, mode: 0o644, words: words))
    }
    if steps.isEmpty { return [] }
    return steps + [.run(["nginx", "-t"]), .run(["systemctl", "reload-or-restart", "nginx.service"])]
  }

  /// What becomes of the name that the proxy served before.
  private static func replaced(in text: String, by host: String) -> String {
    let names = text.split(separator: "\n").map { $0.split { " \t;".contains($0) } }
      .filter { $0.first == "server_name" }.flatMap { $0.dropFirst() }
    guard let old = names.first(where: { $0 != host }) else { return "" }
    return
      " in the place of \(old), which nginx serves no more; answers that are still to come there do not arrive, and "
      + "Safaricom is asked for them"
  }

  private func serviceSteps(_ wishes: SetupWishes, isChanged: Bool) throws(MachineProblem) -> [SetupStep] {
    var units = [
      "kaunta-listen.socket", "kaunta-listen.service", "kaunta-poll.service", "kaunta-backup.timer",
      "kaunta-lines.service", "kaunta-alert.timer",
    ]
    let simulator = "kaunta-simulate.service"
    if wishes.isSimulator { units.insert(simulator, at: 0) }
    var steps: [SetupStep] = []
    var missing: [String] = []
    for unit in units {
      let enabled = try machine.run(["systemctl", "is-enabled", "--quiet", unit], input: "").code == 0
      let active = try machine.run(["systemctl", "is-active", "--quiet", unit], input: "").code == 0
      if !enabled || !active { missing.append(unit) }
    }
    // Of the shop that practised here before this one.
    if !wishes.isSimulator, try machine.run(["systemctl", "is-enabled", "--quiet", simulator], input: "").code == 0 {
      steps.append(.run(["systemctl", "disable", "--now", simulator]))
    }
    if !missing.isEmpty { steps.append(.run(["systemctl", "enable", "--now"] + missing)) }
    if isChanged {
      // What ran before the change has the old values; the port is the socket's and stays open.
      steps.append(.run(["systemctl", "try-restart", "kaunta-listen.service", "kaunta-poll.service"]))
    }
    return steps
  }
}
