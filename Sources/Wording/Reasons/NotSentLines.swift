import Payments

extension NotSentReason {
  /// The three lines for the person at the till.
  package var lines: ThreeLines {
    switch self {
    case .connectionRefused:
      .nothingWasSent(
        Phrase("Safaricom's address refused the connection.", sw: "Anwani ya Safaricom imekataa muunganisho."),
        Phrase(
          "Owner: check base address, proxy and firewall; then ask again.",
          sw: "Mmiliki: kagua anwani ya msingi, proksi na firewall; kisha omba tena."))
    case .nameNotFound:
      .nothingWasSent(
        Phrase("Safaricom's address could not be looked up.", sw: "Anwani ya Safaricom haikupatikana."),
        Phrase(
          "Check network and name server (DNS), then ask again.",
          sw: "Angalia mtandao na seva ya majina (DNS), kisha omba tena."))
    case .networkUnreachable:
      .nothingWasSent(
        Phrase("This machine cannot reach the network.", sw: "Mashine hii haifikii mtandao."),
        Phrase("Check cable, Wi-Fi and router, then ask again.", sw: "Angalia waya, Wi-Fi na ruta, kisha omba tena."))
    case .connectTimedOut:
      .nothingWasSent(
        Phrase(
          "No connection to Safaricom came about in time.", sw: "Muunganisho na Safaricom haukupatikana kwa wakati."),
        Phrase("Check the network, then ask again.", sw: "Angalia mtandao, kisha omba tena."))
    case .secureConnectionFailed:
      .nothingWasSent(
        Phrase(
          "A secure connection to Safaricom could not be made.", sw: "Muunganisho salama na Safaricom haukuwezekana."),
        Phrase(
          "Owner: check proxy, firewall and router, then ask again.",
          sw: "Mmiliki: kagua proksi, firewall na ruta, kisha omba tena."))
    case .clockIsWrong:
      .nothingWasSent(
        Phrase("The clock of this machine is wrong.", sw: "Saa ya mashine hii si sahihi."),
        Phrase("Owner: set this machine's clock right.", sw: "Mmiliki: rekebisha saa ya mashine hii."))
    case .unknownAuthority:
      .nothingWasSent(
        Phrase(
          "Nobody known here signed Safaricom's certificate.", sw: "Cheti cha Safaricom kimesainiwa na asiyejulikana."),
        Phrase(
          "Owner: who is in between? Else update ca-certificates.",
          sw: "Mmiliki: kuna nani katikati? La sivyo sasisha ca-certificates."))
    case .certificateExpired:
      .nothingWasSent(
        Phrase("Safaricom's certificate is out of date.", sw: "Cheti cha Safaricom kiko nje ya muda wake."),
        Phrase(
          "Owner: tell Safaricom; nothing goes out till then.", sw: "Mmiliki: iambie Safaricom; hakuna kitakachotumwa.")
      )
    case .noAuthorities:
      .nothingWasSent(
        Phrase("This machine lacks certificates (ca-certificates).", sw: "Mashine hii haina vyeti (ca-certificates)."),
        Phrase("Owner: install ca-certificates.", sw: "Mmiliki: weka ca-certificates."))
    case .certificateOfAnother:
      .nothingWasSent(
        Phrase(
          "Another host answered at Safaricom's address.", sw: "Seva nyingine ilijibu kwenye anwani ya Safaricom."),
        Phrase(
          "Owner: who is in between? Else update ca-certificates.",
          sw: "Mmiliki: kuna nani katikati? La sivyo sasisha ca-certificates."))
    case .proxyNotReached:
      .nothingWasSent(
        Phrase("The proxy could not be reached.", sw: "Proksi haikupatikana."),
        Phrase(
          "Owner: check daraja.proxy and HTTPS_PROXY, name and password too.",
          sw: "Mmiliki: kagua daraja.proxy na HTTPS_PROXY, pamoja na jina na nywila."))
    case .proxyRefused:
      .nothingWasSent(
        Phrase("The proxy let nothing through to Safaricom.", sw: "Proksi haikuruhusu chochote kufika Safaricom."),
        Phrase(
          "Owner: check daraja.proxy and HTTPS_PROXY, name and password too.",
          sw: "Mmiliki: kagua daraja.proxy na HTTPS_PROXY, pamoja na jina na nywila."))
    case .connectionFailed:
      .nothingWasSent(
        Phrase(
          "The connection failed before the request went out.", sw: "Muunganisho ulikatika kabla ya ombi kutumwa."),
        Phrase("Check the network, then ask again.", sw: "Angalia mtandao, kisha omba tena."))
    case .noToken:
      .nothingWasSent(
        Phrase("Safaricom gave no access token.", sw: "Safaricom haikutoa token."),
        Phrase("Owner: run kaunta doctor; it says why.", sw: "Mmiliki: endesha kaunta doctor; itasema kwa nini."))
    case .tooOld:
      .nothingWasSent(
        Phrase("The payment waited too long before it could be sent.", sw: "Malipo yalisubiri mno kabla ya kutumwa."),
        Phrase("Ask again if the customer still wants to pay.", sw: "Omba tena kama mteja bado anataka kulipa."))
    case .restarted:
      .nothingWasSent(
        Phrase("Kaunta was stopped before the request went out.", sw: "Kaunta ilisimamishwa kabla ya ombi kutumwa."),
        Phrase("Ask again if the customer still wants to pay.", sw: "Omba tena kama mteja bado anataka kulipa."))
    case .listenerNotReady:
      .nothingWasSent(
        Phrase(
          "The callback listener is not ready for answers.", sw: "Kipokezi hakiko tayari kwa majibu ya duka hili."),
        Phrase(
          "Owner: run kaunta doctor; it says what to start.",
          sw: "Mmiliki: endesha kaunta doctor; itasema nini kianzishwe."))
    case .keysUnreadable:
      .nothingWasSent(
        Phrase("This till may not read the callback keys.", sw: "Till hii hairuhusiwi kusoma funguo za majibu."),
        Phrase(
          "Owner: run kaunta doctor; it names the file.", sw: "Mmiliki: endesha kaunta doctor; itataja faili."))
    case .badCallbackAddress:
      .nothingWasSent(
        Phrase("Safaricom takes no such address for answers.", sw: "Safaricom haikubali anwani hii ya majibu."),
        Phrase(
          "Owner: mend callbacks.public_url; kaunta doctor says how.",
          sw: "Mmiliki: rekebisha callbacks.public_url; kaunta doctor itasema vipi."))
    case .ledgerNotWritable:
      .nothingWasSent(
        Phrase("The ledger could not be written before sending.", sw: "Leja haikuandikika kabla ya kutuma."),
        Phrase(
          "Owner: run kaunta doctor; the disk needs room or repair.",
          sw: "Mmiliki: endesha kaunta doctor; diski inahitaji nafasi au kutengenezwa."))
    }
  }
}

extension ThreeLines {
  /// Nothing left this machine, whatever hindered it.
  static func nothingWasSent(_ happened: Phrase, _ action: Phrase) -> ThreeLines {
    ThreeLines(
      happened: happened,
      money: Phrase(
        "Nothing was sent and no money was asked for.", sw: "Hakuna kilichotumwa na hakuna pesa iliyoombwa."),
      action: action)
  }
}
