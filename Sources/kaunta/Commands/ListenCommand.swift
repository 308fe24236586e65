import ArgumentParser
import CallbackListener
import CommandText
import Daraja
import Glibc
import Payments
import Settings
import Spool
import Terminal

/// `kaunta listen`: the callback listener.
struct ListenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Receive Safaricom's callbacks into the spool.",
    discussion: """
      Runs until SIGTERM or Ctrl-C, behind a TLS proxy that forwards /c/ only. Started by systemd with a socket, it \
      listens on that, wherever the settings say.
      """)

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("Listen here instead of where the settings say.", valueName: "ADDR:PORT"))
  var listen: String?

  func run() throws {
    let home = try homeOption.existing()
    let settings: Settings.ListenerSettings
    do { settings = try SettingsLoader().loadForListener(home) } catch {
      throw fail(settings: error.lines)
    }
    try home.refuseRoot(as: .listener, isServer: settings.rights == .group)
    let place = try listen.map { try ListenOption.place($0, such: "127.0.0.1:8744") } ?? settings.callbacks.listen
    let logger = ShopLog.serviceLogger("listener", settings.log, rights: settings.rights)
    let spool = try settings.home.openSpool(settings.rights)
    var listener = try listenerSettings(settings, spool, place: place)
    listener.socket = try ServiceManager.heldSocket()
    listener.onHeartbeat = { ServiceManager.tell(.alive) }
    let holder = ListenerName()
    let lock = try takeLock(spool, holder.on("\(place)"))
    if !lock.isEffective {
      logger.warning(
        "this filesystem has no locks: a second listener at this home would not be noticed")
    }
    defer { withExtendedLifetime(lock) {} }
    do {
      let final = listener
      try AsyncBridge.run {
        try await CallbackServer.run(
          final,
          onListening: { address in
            lock.say(holder.on("\(address)"))
            Output.line("listening on http://\(address)")
            ServiceManager.tell(.ready)
          }, logger: logger)
      }
    } catch {
      var why = "\(error)"
      if case CallbackServerError.cannotListen(let code) = error {
        why = PortProblem(place: place, code: code, setting: "callbacks.listen").sentence
      }
      logger.error("stopped: \(why)")
      throw fail("the listener was not started: \(why)", Exit.notWritable, named: "cannot-listen")
    }
  }

  /// Takes the lock of the home's one listener.
  private func takeLock(_ spool: SpoolDirectory, _ holder: String) throws -> ListenerLock {
    var wait = ListenerLockWait(at: BootClock.nowMilliseconds)
    while true {
      switch wait.step(try ListenerLock.take(spool, holder: holder), at: BootClock.nowMilliseconds) {
      case .ours(let lock): return lock
      case .refused(let sentence): throw fail(sentence, Exit.blocked)
      case .wait(let milliseconds, let words):
        if let words { Output.error("kaunta: " + words) }
        // flock(2) waits for ever or not at all, and this waits for seconds.
        poll(nil, 0, milliseconds)
      }
    }
  }

  private func listenerSettings(
    _ settings: Settings.ListenerSettings, _ spool: SpoolDirectory, place: SocketPlace
  ) throws -> CallbackListener.ListenerSettings {
    do {
      let home = settings.home
      var listener = CallbackListener.ListenerSettings(
        address: place.address, port: Int(place.port), publicURL: settings.callbacks.publicURL,
        environment: settings.environment.rawValue, shortCode: settings.receiver.businessShortCode.digits,
        keys: .file(settings.callbacks.keysFile) { try settings.readKeyRing() },
        listedAddresses: settings.callbacks.acceptsAnyAddress
          ? .any : try AddressList(settings.callbacks.safaricomAddresses),
        trustedProxies: try AddressList(settings.callbacks.trustedProxies), delivery: SpoolDelivery(spool),
        witness: WitnessLog(
          openedLaterAt: home.witnessDirectory,
          modes: SpoolModes(
            directory: settings.rights.witnessDirectory, file: settings.rights.witnessFile)))
      listener.forwardedHeader = Forwarding.Header(rawValue: settings.callbacks.forwardedHeader) ?? .xForwardedFor
      return listener
    } catch {
      throw fail(error.sentence, Exit.settings)
    }
  }
}
