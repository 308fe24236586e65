import ArgumentParser
import CallbackListener
import Daraja
import Glibc
import Payments
import Settings
import Spool

/// `kaunta listen`: the callback listener.
struct ListenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Receive Safaricom's callbacks into the spool.",
    discussion: "Runs until SIGTERM or Ctrl-C, behind a TLS proxy that forwards /c/ only.")

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("Listen here instead of where the settings say.", valueName: "ADDR:PORT"))
  var listen: String?

  func run() throws {
    let home = try homeOption.existing()
    let settings: Settings.ListenerSettings
    do { settings = try SettingsLoader().loadForListener(home) } catch {
      for line in error.lines { Output.error(line) }
      throw ExitCode(Exit.settings)
    }
    var place = settings.callbacks.listen
    if let listen {
      guard let given = SocketPlace(listen) else {
        throw fail("--listen takes ADDR:PORT, such as 127.0.0.1:8744.", Exit.usage)
      }
      place = given
    }
    let log = try ShopLog(settings.log, rights: settings.rights)
    let spool = try openSpool(settings)
    let listener = try listenerSettings(settings, spool, place: place)
    let holder = ListenerName()
    let lock = try takeLock(spool, holder.on("\(place)"))
    if !lock.isEffective {
      log.logger("listener").warning(
        "this filesystem has no locks: a second listener at this home would not be noticed")
    }
    defer { withExtendedLifetime(lock) {} }
    let failure = AsyncBridge.run {
      try await CallbackServer.run(
        listener,
        onListening: { address in
          lock.say(holder.on("\(address)"))
          Output.line("listening on http://\(address)")
        }, logger: log.logger("listener"))
    }
    if let failure {
      log.logger("listener").error("stopped: \(failure)")
      throw fail("the listener cannot listen on \(place): \(failure)", Exit.notWritable)
    }
  }

  /// Takes the lock of the home's one listener.
  ///
  /// One that is ending has up to five seconds, so that whoever starts it anew need not wait himself.
  private func takeLock(_ spool: SpoolDirectory, _ holder: String) throws -> ListenerLock {
    var patienceMilliseconds = 5_000
    var isTold = false
    while true {
      let outcome: ListenerLock.Outcome
      do { outcome = try ListenerLock.take(spool, holder: holder) } catch {
        throw fail(error.sentence, Exit.notWritable)
      }
      switch outcome {
      case .held(let lock): return lock
      case .taken(let other):
        let name = other ?? "another listener"
        if patienceMilliseconds <= 0 {
          throw fail(
            "this home has a listener already: \(name). This one was not started, and the other goes on. Stop that one "
              + "first, or give --home.", Exit.blocked)
        }
        if !isTold { Output.error("kaunta: this home has a listener already: \(name). Waiting a moment for its end.") }
        isTold = true
        usleep(100_000)
        patienceMilliseconds -= 100
      }
    }
  }

  private func openSpool(_ settings: Settings.ListenerSettings) throws -> SpoolDirectory {
    do {
      return try SpoolDirectory(
        path: settings.home.spoolDirectory, modes: settings.rights == .group ? .group : .oneUser)
    } catch {
      throw fail(error.sentence, Exit.notWritable)
    }
  }

  private func listenerSettings(
    _ settings: Settings.ListenerSettings, _ spool: SpoolDirectory, place: SocketPlace
  ) throws -> CallbackListener.ListenerSettings {
    do {
      let home = settings.home
      return CallbackListener.ListenerSettings(
        address: place.address, port: Int(place.port), publicURL: settings.callbacks.publicURL,
        environment: settings.environment.rawValue, shortCode: settings.receiver.businessShortCode.digits,
        keys: .file(settings.callbacks.keysFile) { try settings.readKeyRing() },
        listedAddresses: settings.callbacks.acceptsAnyAddress
          ? .any : try AddressList(settings.callbacks.safaricomAddresses),
        trustedProxies: try AddressList(settings.callbacks.trustedProxies), delivery: SpoolDelivery(spool),
        witness: try? WitnessLog(
          path: home.witnessDirectory,
          modes: SpoolModes(
            directory: settings.rights.witnessDirectory, file: settings.rights.witnessFile)))
    } catch {
      throw fail(error.sentence, Exit.settings)
    }
  }
}
