/// Why no byte of a push was written.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: none was asked for.
package enum NotSentReason: String, Sendable, Hashable, CaseIterable {
  /// The other side refused the connection.
  case connectionRefused = "connection-refused"
  /// The host name has no address.
  case nameNotFound = "name-not-found"
  /// There is no way there from here.
  case networkUnreachable = "network-unreachable"
  /// No connection in time.
  case connectTimedOut = "connect-timed-out"
  /// No secure connection, and the cause is not known.
  case secureConnectionFailed = "secure-connection-failed"
  /// This machine's clock is so far off that Safaricom's certificate is not valid by it.
  case clockIsWrong = "clock-is-wrong"
  /// The certificate is signed by nobody whom this machine trusts.
  case unknownAuthority = "unknown-authority"
  /// The certificate has expired, or is not valid yet, by a clock that is right.
  case certificateExpired = "certificate-expired"
  /// This machine has no list of authorities to hold a certificate to.
  case noAuthorities = "no-authorities"
  /// The certificate is another host's.
  case certificateOfAnother = "certificate-of-another"
  /// The proxy let nothing through.
  case proxyRefused = "proxy-refused"
  /// No connection to the proxy came about.
  case proxyNotReached = "proxy-not-reached"
  /// The connection failed in another way before the request began.
  case connectionFailed = "connection-failed"
  /// No access token could be had.
  case noToken = "no-token"
  /// It stood recorded for too long before it could be sent.
  case tooOld = "too-old"
  /// Kaunta was stopped after recording and before sending.
  case restarted = "restarted"
  /// The listener could not take this shop's answers, so nothing was asked.
  case listenerNotReady = "listener-not-ready"
  /// The row that begins the attempt could not be written.
  case ledgerNotWritable = "ledger-not-writable"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }

  /// The three lines for the person at the till.
  package var lines: ThreeLines {
    ThreeLines(
      happened: happened,
      money: Phrase(
        "Nothing was sent and no money was asked for.", sw: "Hakuna kilichotumwa na hakuna pesa iliyoombwa."),
      action: action)
  }

  private var happened: Phrase {
    switch self {
    case .connectionRefused:
      Phrase("Safaricom's address refused the connection.", sw: "Anwani ya Safaricom imekataa muunganisho.")
    case .nameNotFound: Phrase("Safaricom's address could not be looked up.", sw: "Anwani ya Safaricom haikupatikana.")
    case .networkUnreachable: Phrase("This machine cannot reach the network.", sw: "Mashine hii haifikii mtandao.")
    case .connectTimedOut:
      Phrase("No connection to Safaricom came about in time.", sw: "Muunganisho na Safaricom haukupatikana kwa wakati.")
    case .secureConnectionFailed:
      Phrase(
        "A secure connection to Safaricom could not be made.", sw: "Muunganisho salama na Safaricom haukuwezekana.")
    case .clockIsWrong:
      Phrase("The clock of this machine is wrong.", sw: "Saa ya mashine hii si sahihi.")
    case .unknownAuthority:
      Phrase(
        "Nobody known here signed Safaricom's certificate.", sw: "Cheti cha Safaricom kimesainiwa na asiyejulikana.")
    case .certificateExpired:
      Phrase("Safaricom's certificate is out of date.", sw: "Cheti cha Safaricom kiko nje ya muda wake.")
    case .noAuthorities:
      Phrase("This machine lacks certificates (ca-certificates).", sw: "Mashine hii haina vyeti (ca-certificates).")
    case .certificateOfAnother:
      Phrase("Another host answered at Safaricom's address.", sw: "Seva nyingine ilijibu kwenye anwani ya Safaricom.")
    case .proxyNotReached: Phrase("The proxy could not be reached.", sw: "Proksi haikupatikana.")
    case .proxyRefused:
      Phrase("The proxy let nothing through to Safaricom.", sw: "Proksi haikuruhusu chochote kufika Safaricom.")
    case .connectionFailed:
      Phrase(
        "The connection failed before the request went out.",
        sw: "Muunganisho ulikatika kabla ya ombi kutumwa.")
    case .noToken: Phrase("Safaricom gave no access token.", sw: "Safaricom haikutoa token.")
    case .tooOld:
      Phrase("The payment waited too long before it could be sent.", sw: "Malipo yalisubiri mno kabla ya kutumwa.")
    case .restarted:
      Phrase("Kaunta was stopped before the request went out.", sw: "Kaunta ilisimamishwa kabla ya ombi kutumwa.")
    case .listenerNotReady:
      Phrase(
        "The callback listener is not ready for answers.",
        sw: "Kipokezi hakiko tayari kwa majibu ya duka hili.")
    case .ledgerNotWritable:
      Phrase("The ledger could not be written before sending.", sw: "Leja haikuandikika kabla ya kutuma.")
    }
  }

  private var action: Phrase {
    switch self {
    case .connectTimedOut, .connectionFailed:
      Phrase("Check the network, then ask again.", sw: "Angalia mtandao, kisha omba tena.")
    case .connectionRefused:
      Phrase(
        "Owner: check base address, proxy and firewall; then ask again.",
        sw: "Mmiliki: kagua anwani ya msingi, proksi na firewall; kisha omba tena.")
    case .nameNotFound:
      Phrase(
        "Check network and name server (DNS), then ask again.",
        sw: "Angalia mtandao na seva ya majina (DNS), kisha omba tena."
      )
    case .networkUnreachable:
      Phrase("Check cable, Wi-Fi and router, then ask again.", sw: "Angalia waya, Wi-Fi na ruta, kisha omba tena.")
    case .secureConnectionFailed:
      Phrase(
        "Owner: check proxy, firewall and router, then ask again.",
        sw: "Mmiliki: kagua proksi, firewall na ruta, kisha omba tena.")
    case .clockIsWrong: Phrase("Owner: set this machine's clock right.", sw: "Mmiliki: rekebisha saa ya mashine hii.")
    case .unknownAuthority, .certificateOfAnother:
      Phrase(
        "Owner: who is in between? Else update ca-certificates.",
        sw: "Mmiliki: kuna nani katikati? La sivyo sasisha ca-certificates.")
    case .certificateExpired:
      Phrase(
        "Owner: tell Safaricom; nothing goes out till then.", sw: "Mmiliki: iambie Safaricom; hakuna kitakachotumwa.")
    case .noAuthorities: Phrase("Owner: install ca-certificates.", sw: "Mmiliki: weka ca-certificates.")
    case .proxyRefused, .proxyNotReached:
      Phrase(
        "Owner: check daraja.proxy and HTTPS_PROXY, name and password too.",
        sw: "Mmiliki: kagua daraja.proxy na HTTPS_PROXY, pamoja na jina na nywila.")
    case .noToken:
      Phrase(
        "Owner: run kaunta doctor; it says why.", sw: "Mmiliki: endesha kaunta doctor; itasema kwa nini.")
    case .tooOld, .restarted:
      Phrase("Ask again if the customer still wants to pay.", sw: "Omba tena kama mteja bado anataka kulipa.")
    case .listenerNotReady:
      Phrase(
        "Owner: start kaunta listen and run kaunta doctor.",
        sw: "Mmiliki: anzisha kaunta listen na uendeshe kaunta doctor.")
    case .ledgerNotWritable:
      Phrase(
        "Owner: run kaunta doctor; the disk needs room or repair.",
        sw: "Mmiliki: endesha kaunta doctor; diski inahitaji nafasi au kutengenezwa.")
    }
  }
}

extension NotSentReason {
  /// The same, for the whole shop: what happened, what it means, and what to do.
  package var shopTrouble: Phrase {
    [lines.happened, Phrase("Nothing can be asked for.", sw: "Hakuna kinachoweza kuombwa."), lines.action]
      .joined(separator: " ")
  }

  /// No connection to Safaricom came about, for this reason: it concerns the whole shop, and not one payment.
  package var isAboutConnecting: Bool {
    switch self {
    case .connectionRefused, .nameNotFound, .networkUnreachable, .connectTimedOut, .secureConnectionFailed,
      .clockIsWrong, .unknownAuthority, .certificateExpired, .noAuthorities,
      .certificateOfAnother, .proxyRefused, .proxyNotReached, .connectionFailed:
      true
    case .noToken, .tooOld, .restarted, .listenerNotReady, .ledgerNotWritable: false
    }
  }
}
