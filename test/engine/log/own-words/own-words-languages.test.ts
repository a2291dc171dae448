import { describe, expect, test } from '@jest/globals';
import { causeOf } from '../../../support/first-told.js';

describe('the last words of a program that speaks another language than English', () => {
  test.each([
    ['Lagerserver depot.parcels:7000 antwortet nicht, gebe auf', 'app-dependency'],
    ['Die Datenbank parcels ist nicht erreichbar', 'app-dependency'],
    ['Verbindung zur Warteschlange verloren', 'app-dependency'],
    ['Verbindung zu depot:7000 wurde verweigert', 'app-dependency'],
    ['Umgebungsvariable SORT_ORDER ist nicht gesetzt', 'app-config'],
    ['ungültiger Wert für SORT_ORDER: aufwärts', 'app-config'],
    ['Konfigurationsdatei /etc/depot/depot.ini nicht gefunden', 'app-config'],
    ['Lager 4 hat keine Sortierung hinterlegt', 'app-config'],
    ['In der Konfiguration fehlt der Abschnitt [depot]', 'app-config'],
    ['Anmeldung am Depot fehlgeschlagen: Passwort falsch', 'app-auth'],
    ['Zugriff auf Topic parcels verweigert für Benutzer sorter', 'app-auth'],
    ['Auf /var/parcels ist kein Speicherplatz mehr frei', 'app-disk-full'],
    ['Die Platte ist voll', 'app-disk-full'],
    ['Port 7000 ist bereits belegt', 'app-port-in-use'],
    ['Zertifikat von depot.parcels ist abgelaufen', 'app-tls'],
    ['Verzeichnis /var/parcels ist nicht beschreibbar', 'app-permission-fs'],
    ['keine Berechtigung für /var/parcels', 'app-permission-fs'],
    ['Index /var/parcels/p.idx ist beschädigt', 'app-migration'],
    ['Migration 17 fehlgeschlagen', 'app-migration'],
    ['nicht genug Arbeitsspeicher', 'heap-exhausted'],
    ['Aufruf: sort.sh --von DATUM', 'app-usage'],
    ['Modul depot_codec nicht gefunden', 'app-missing-module'],
    ['Impossible de joindre le dépôt depot.parcels:7000', 'app-dependency'],
    ['le serveur de tri ne répond plus', 'app-dependency'],
    ['connexion à la base de données refusée', 'app-dependency'],
    ["la variable d'environnement SORT_ORDER n'est pas définie", 'app-config'],
    ['paramètre inconnu : ordre', 'app-config'],
    ['fichier de configuration /etc/depot.ini introuvable', 'app-config'],
    ["mot de passe refusé pour l'utilisateur trieur", 'app-auth'],
    ["plus d'espace disque sur /var/colis", 'app-disk-full'],
    ['le port 7000 est déjà utilisé', 'app-port-in-use'],
    ['le certificat de depot.colis a expiré', 'app-tls'],
    ["impossible d'écrire dans /var/colis : permission refusée", 'app-permission-fs'],
    ['index corrompu : /var/colis/c.idx', 'app-migration'],
    ['No se pudo conectar con la base de datos paquetes', 'app-dependency'],
    ['el servidor de paquetes no responde', 'app-dependency'],
    ['falta la variable de entorno SORT_ORDER', 'app-config'],
    ['valor inválido para el ajuste orden', 'app-config'],
    ['no existe el fichero de configuración /etc/depot.ini', 'app-config'],
    ['contraseña incorrecta para el usuario clasificador', 'app-auth'],
    ['acceso denegado al depósito para el usuario clasificador', 'app-auth'],
    ['disco lleno en /var/paquetes', 'app-disk-full'],
    ['el puerto 7000 ya está en uso', 'app-port-in-use'],
    ['el certificado de depot.paquetes ha expirado', 'app-tls'],
    ['no se puede escribir en /var/paquetes: permiso denegado', 'app-permission-fs'],
    ['Não foi possível conectar ao banco de dados', 'app-dependency'],
    ['o servidor de pacotes não responde', 'app-dependency'],
    ['variável de ambiente SORT_ORDER não definida', 'app-config'],
    ['arquivo de configuração não encontrado: /etc/depot.ini', 'app-config'],
    ['senha incorreta para o usuário triagem', 'app-auth'],
    ['sem espaço em disco em /var/pacotes', 'app-disk-full'],
    ['a porta 7000 já está em uso', 'app-port-in-use'],
    ['o certificado de depot.pacotes expirou', 'app-tls'],
    ['permissão negada ao gravar /var/pacotes', 'app-permission-fs'],
    ['impossibile connettersi al database pacchi', 'app-dependency'],
    ["variabile d'ambiente SORT_ORDER mancante", 'app-config'],
    ["password errata per l'utente smistatore", 'app-auth'],
    ['la porta 7000 è già in uso', 'app-port-in-use'],
    ['データベースに接続できませんでした', 'app-dependency'],
    ['仕分けサーバーが応答しません', 'app-dependency'],
    ['環境変数 SORT_ORDER が設定されていません', 'app-config'],
    ['設定ファイルが見つかりません: /etc/depot.ini', 'app-config'],
    ['認証に失敗しました: パスワードが違います', 'app-auth'],
    ['ディスクの空き容量が不足しています', 'app-disk-full'],
    ['ポート 7000 は既に使用されています', 'app-port-in-use'],
    ['証明書の有効期限が切れています', 'app-tls'],
    ['/var/parcels に書き込めません: 権限がありません', 'app-permission-fs'],
    ['无法连接数据库', 'app-dependency'],
    ['缺少环境变量 SORT_ORDER', 'app-config'],
    ['端口 7000 已被占用', 'app-port-in-use'],
    ['密码错误，登录失败', 'app-auth'],
    ['ungueltige Angabe fuer SORT_ORDER: hoch', 'app-config'],
    ['valeur non reconnue pour SORT_ORDER', 'app-config'],
    ['pas assez de place sur /var/colis', 'app-disk-full'],
    ['la cola de paquetes no está disponible', 'app-dependency'],
    ['la base de datos tiene el esquema 7 y se necesita la versión 9', 'app-migration'],
  ])('%s', (words, cause) => {
    expect(causeOf('sorter 4.2', words)).toBe(cause);
  });

  test.each([
    'Sortierung beendet, 0 Fehler',
    'Kunde 8812: Passwort falsch, gesperrt',
    'tri terminé',
    'fin de la clasificación',
    '仕分けを終了します',
  ])('%s is no reason', (words) => {
    expect(causeOf('sorter 4.2', words)).toBe('unknown');
  });

  test.each(['mensaje', 'mensagem', 'messaggio', 'meldung', 'raison'])('in the field %s', (field) => {
    expect(causeOf(`{"app":"sorter","${field}":"la base de datos no responde"}`)).toBe('app-dependency');
  });

  test('a word of English that another language writes alike keeps its meaning', () => {
    expect(causeOf('sorter 4.2', 'these tokens expire, and the depot does refuse them: unauthorized')).toBe(
      'app-auth',
    );
    expect(causeOf('sorter 4.2', 'parcel counted twice, this is a bug')).toBe('app-exception');
  });
});
