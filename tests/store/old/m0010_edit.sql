-- Of the release before, brought to this schema by this one's own code. Made by `iterdump`.
PRAGMA application_id = 1113942337;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'beian-bot','m0001_first','2026-11-26 14:08:40.387005+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'beian-bot','m0002_misses','2026-11-26 14:08:40.401641+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'beian-bot','m0003_reach','2026-11-26 14:08:40.405987+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'beian-bot','m0004_retention','2026-11-26 14:08:40.417076+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'beian-bot','m0005_waits','2026-11-26 14:08:40.425942+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'beian-bot','m0006_shares','2026-11-26 14:08:40.437496+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'beian-bot','m0007_places','2026-11-26 14:08:40.441284+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'beian-bot','m0008_settled','2026-11-27 20:20:31.195195+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'beian-bot','m0009_journal_at','2026-11-28 02:18:03.246624+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'beian-bot','m0010_edit','2026-11-28 05:35:21.724353+00:00');
CREATE TABLE dead (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    report TEXT NOT NULL
) STRICT;
INSERT INTO "dead" VALUES(1,1795489380000000,'Said: KeyError at example.py:1');
CREATE TABLE journal (
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
INSERT INTO "journal" VALUES(1795486500000000,'began','first-filing');
INSERT INTO "journal" VALUES(1795486680000000,'finished','first-filing:first-check');
INSERT INTO "journal" VALUES(1795487940000000,'began','first-filing');
INSERT INTO "journal" VALUES(1795488120000000,'rejected','reject-name-format');
INSERT INTO "journal" VALUES(1795488300000000,'answer','faq-who-can-file');
INSERT INTO "journal" VALUES(1795488480000000,'unknown','');
INSERT INTO "journal" VALUES(1795489380000000,'answer','time-total');
INSERT INTO "journal" VALUES(1795489380000000,'answered','time-total');
CREATE TABLE misses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    near TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    first TEXT NOT NULL,
    last TEXT NOT NULL
) STRICT;
INSERT INTO "misses" VALUES(1,'量子纠缠怎么申报','量子纠缠怎么申报','["faq-not-icp-other-filings", "approval-bbs", "police-how", "reject-content-differs"]',1,'2026-11-24','2026-11-24');
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    expires INTEGER,
    not_before INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL
, posted INTEGER NOT NULL DEFAULT 0, edit INTEGER) STRICT;
INSERT INTO "outbox" VALUES(27,7,7,NULL,0,0,'{"text":"**备案一共要多久？**\n\n**顺利的话 7～21 天，慢的约 1 个月。** 这是从提交算到拿到备案号。\n\n时间花在三处：\n\n1. 接入商（卖你服务器的那家）初审：1～2 个工作日。\n2. 短信核验：收到短信后 24 小时内，你自己上网填好。\n3. 管局（本省的通信管理局）审核：1～20 个工作日，各省快慢差很多。\n\n另外还有准备的时间：域名刚做完实名，要等 3～5 个工作日同步。\n\n想快，就把材料一次备齐：每被退一次，改好后都要重新排队。\n\n> - **三段加起来**是 3～23 个工作日，没算准备和被退的时间。\n> - **法规给管局的上限**是收到材料后 20 个工作日：要么备案，要么说明理由。网上说管局「起码要等一个多星期」，那是旧说法，快的省几天就出结果。\n> - **没有查到官方的加急渠道**，谁跟你打包票说能加急，要小心。\n> - **周末和法定假日**不算工作日，春节前后通常更慢。\n> - **订单别一直放着**：在阿里云、腾讯云，停在同一步超过 45 天会失效，要重新填。\n\n依据：《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005）第十二条；华为云备案指引知识库（GitHub：huaweicloud\\/huaweicloud\\-skills）《备案进度查询》；阿里云帮助中心《ICP备案操作指引》（参考 2025–2026 年的第三方截图指南）。核对于 2026\\-11\\-24。","buttons":[[{"label":"📝 陪我一步步办","data":"n:first-filing","url":"","copy":"","start":""}],[{"label":"初审要多久","data":"r:time-provider-review","url":"","copy":"","start":""},{"label":"管局审核要多久","data":"r:time-authority","url":"","copy":"","start":""}],[{"label":"短信核验的时限","data":"r:time-sms","url":"","copy":"","start":""},{"label":"注销要多久","data":"r:time-cancel","url":"","copy":"","start":""}],[{"label":"公安备案要多久","data":"r:time-police","url":"","copy":"","start":""},{"label":"变更要审多久","data":"r:time-change","url":"","copy":"","start":""}],[{"label":"📍 广东的要求","data":"v:guangdong","url":"","copy":"","start":""}],[{"label":"👍 有用","data":"%:time-total:helpful","url":"","copy":"","start":""},{"label":"👎 没帮上","data":"-:time-total","url":"","copy":"","start":""}],[{"label":"时间与进度","data":"b:time:","url":"","copy":"","start":""},{"label":"🏠 菜单","data":"h","url":"","copy":"","start":""}]],"edit":null,"keys":null,"reply_to":null,"thread":null,"answers":null,"edited":false}',1795489380000000,NULL);
CREATE TABLE people (
    user INTEGER PRIMARY KEY,
    state TEXT NOT NULL
, unreachable INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "people" VALUES(7,'{"filings":[{"number":1,"name":"五金铺","flow":"first-filing","subject":"enterprise","province":"guangdong","begun":"2026-11-24T02:15:00Z","marks":{"first-check":{"begun":"2026-11-24T02:15:00Z","done":"2026-11-24T02:18:00Z"},"first-domain":{"ticked":["domain-realname","domain-owner"],"begun":"2026-11-24T02:18:00Z"}},"revision":3,"past":[{"marks":{"first-check":{"begun":"2026-11-24T02:15:00Z"}},"attempts":[],"subject":"enterprise","province":"guangdong"},{"marks":{"first-check":{"begun":"2026-11-24T02:15:00Z","done":"2026-11-24T02:18:00Z"},"first-domain":{"begun":"2026-11-24T02:18:00Z"}},"attempts":[],"subject":"enterprise","province":"guangdong"},{"marks":{"first-check":{"begun":"2026-11-24T02:15:00Z","done":"2026-11-24T02:18:00Z"},"first-domain":{"ticked":["domain-realname"],"begun":"2026-11-24T02:18:00Z"}},"attempts":[],"subject":"enterprise","province":"guangdong"}],"touched":"2026-11-24T02:54:00Z"}],"front":1,"topic":"time-total","asked":"备案要多久","seen":"2026-11-24"}',0);
INSERT INTO "people" VALUES(8,'{"filings":[{"number":1,"name":"小站","flow":"first-filing","subject":"personal","province":"beijing","begun":"2026-11-24T02:39:00Z","marks":{"first-check":{"begun":"2026-11-24T02:39:00Z"}}}],"front":1,"loose":[{"number":1,"at":"2026-11-24T02:42:00Z","reasons":["reject-name-format"]}],"attempt":1,"seen":"2026-11-24"}',0);
INSERT INTO "people" VALUES(9,'{"topic":"faq-who-can-file","seen":"2026-11-24"}',0);
INSERT INTO "people" VALUES(10,'{"asker":{"subject":"personal"}}',0);
INSERT INTO "people" VALUES(11,'{"seen":"2026-11-24"}',1);
CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    topic INTEGER NOT NULL,
    user INTEGER NOT NULL
) STRICT;
INSERT INTO "places" VALUES(900,1,7);
CREATE TABLE settled (
    chat INTEGER PRIMARY KEY,
    now INTEGER NOT NULL
) STRICT;
INSERT INTO "settled" VALUES(-1001234,-1009999);
CREATE TABLE shares (
    token TEXT PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE
) STRICT;
INSERT INTO "shares" VALUES('sharedcardoften',10);
CREATE TABLE timers (
    user INTEGER NOT NULL REFERENCES people (user) ON DELETE CASCADE,
    key TEXT NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (user, key)
) STRICT;
INSERT INTO "timers" VALUES(7,'retention',1809824400000000);
INSERT INTO "timers" VALUES(7,'idle:1:first-domain:3',1795741200000000);
INSERT INTO "timers" VALUES(7,'idle:1:first-domain:7',1796086800000000);
INSERT INTO "timers" VALUES(7,'idle:1:first-domain:14',1796691600000000);
INSERT INTO "timers" VALUES(8,'retention',1809824400000000);
INSERT INTO "timers" VALUES(8,'idle:1:first-check:3',1795741200000000);
INSERT INTO "timers" VALUES(8,'idle:1:first-check:7',1796086800000000);
INSERT INTO "timers" VALUES(8,'idle:1:first-check:14',1796691600000000);
INSERT INTO "timers" VALUES(9,'retention',1811034000000000);
INSERT INTO "timers" VALUES(11,'retention',1811034000000000);
INSERT INTO "timers" VALUES(10,'reminders',1795492980000000);
CREATE TABLE updates (
    id INTEGER PRIMARY KEY,
    taken INTEGER NOT NULL
) STRICT;
INSERT INTO "updates" VALUES(100001,1795485780000000);
INSERT INTO "updates" VALUES(100002,1795485960000000);
INSERT INTO "updates" VALUES(100003,1795486140000000);
INSERT INTO "updates" VALUES(100004,1795486320000000);
INSERT INTO "updates" VALUES(100005,1795486500000000);
INSERT INTO "updates" VALUES(100006,1795486680000000);
INSERT INTO "updates" VALUES(100007,1795486860000000);
INSERT INTO "updates" VALUES(100008,1795487040000000);
INSERT INTO "updates" VALUES(100009,1795487220000000);
INSERT INTO "updates" VALUES(100010,1795487400000000);
INSERT INTO "updates" VALUES(100011,1795487580000000);
INSERT INTO "updates" VALUES(100012,1795487760000000);
INSERT INTO "updates" VALUES(100013,1795487940000000);
INSERT INTO "updates" VALUES(100014,1795488120000000);
INSERT INTO "updates" VALUES(100015,1795488300000000);
INSERT INTO "updates" VALUES(100016,1795488480000000);
INSERT INTO "updates" VALUES(100017,1795488660000000);
INSERT INTO "updates" VALUES(100018,1795488840000000);
INSERT INTO "updates" VALUES(100019,1795489020000000);
INSERT INTO "updates" VALUES(100020,1795489200000000);
INSERT INTO "updates" VALUES(100021,1795489380000000);
INSERT INTO "updates" VALUES(200000,1795489380000000);
INSERT INTO "updates" VALUES(200001,1795489200000000);
CREATE TABLE waits (
    flow TEXT NOT NULL,
    step TEXT NOT NULL,
    province TEXT NOT NULL,
    subject TEXT NOT NULL,
    days INTEGER NOT NULL,
    month TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (flow, step, province, subject, days, month)
) STRICT, WITHOUT ROWID;
INSERT INTO "waits" VALUES('first-filing','first-authority','guangdong','enterprise',9,'2026-11',1);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX timers_due ON timers (due);
CREATE INDEX outbox_chat ON outbox (chat);
CREATE INDEX outbox_expires ON outbox (expires) WHERE expires IS NOT NULL;
CREATE INDEX people_unreachable ON people (user) WHERE unreachable;
CREATE INDEX shares_user ON shares (user);
CREATE INDEX places_user ON places (user);
CREATE INDEX journal_at ON journal (at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',27);
INSERT INTO "sqlite_sequence" VALUES('misses',1);
INSERT INTO "sqlite_sequence" VALUES('dead',1);
COMMIT;
