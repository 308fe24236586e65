import ArgumentParser
import CallbackListener
import Daraja
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
    let listener = try listenerSettings(settings, place: place)
    let failure = AsyncBridge.run {
      try await CallbackServer.run(
        listener,
        onListening: { address in Output.line("listening on http://\(address)") }, logger: log.logger("listener"))
    }
    if let failure {
      log.logger("listener").error("stopped: \(failure)")
      throw fail("the listener cannot listen on \(place): \(failure)", Exit.notWritable)
    }
  }

  private func listenerSettings(
    _ settings: Settings.ListenerSettings, place: SocketPlace
  ) throws -> CallbackListener.ListenerSettings {
    do {
      let home = settings.home
      let isGroup = settings.rights == .group
      let spool = try SpoolDirectory(path: home.spoolDirectory, modes: isGroup ? .group : .oneUser)
      return CallbackListener.ListenerSettings(
        address: place.address, port: Int(place.port), publicURL: settings.callbacks.publicURL,
        environment: settings.environment.rawValue, shortCode: settings.receiver.businessShortCode.digits,
        keys: .file(settings.callbacks.keysFile) { try settings.readKeyRing() },
        listedAddresses: settings.callbacks.acceptsAnyAddress
          ? .any : try AddressList(settings.callbacks.safaricomAddresses),
        trustedProxies: try AddressList(settings.callbacks.trustedProxies), spool: spool,
        witness: try? WitnessLog(
          path: home.witnessDirectory,
          modes: SpoolModes(
            directory: settings.rights.witnessDirectory, file: settings.rights.witnessFile)))
    } catch let error as SpoolError {
      throw fail(error.sentence, Exit.notWritable)
    } catch let error as AddressListError {
      throw fail(error.sentence, Exit.settings)
    }
  }
}
